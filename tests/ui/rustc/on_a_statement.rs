use retry_runtime::retry;



fn main() {
    #[retry]
    let page = 5;
    println!("{page}");
}
