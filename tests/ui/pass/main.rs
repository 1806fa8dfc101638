#[retry_runtime::retry]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let _number: u32 = "4".parse()?;
    Ok(())
}
