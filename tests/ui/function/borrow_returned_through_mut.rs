use retry_runtime::retry;

struct Cache {
    pages: Vec<String>,
}

impl Cache {
    #[retry]
    fn page(&mut self) -> Result<&str, String> {
        self.pages.push(String::new());
        Ok(&self.pages[0])
    }

    #[retry]
    async fn named<'a>(&self, pages: &'a mut Vec<String>) -> Option<&'a String> {
        pages.first()
    }
}

#[retry]
fn only(pages: &mut Vec<String>, n: usize) -> Option<std::slice::Iter<'_, String>> {
    pages.get(n..).map(|pages| pages.iter())
}

fn main() {}
