struct Page;

#[lambda_fn::lambda_fn(http)]
async fn user(page: Page) -> &'static str {
    let _ = page;
    "Ada"
}
