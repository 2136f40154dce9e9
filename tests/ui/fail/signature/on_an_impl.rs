struct Hello;

#[lambda_fn::lambda_fn]
impl Hello {
    async fn hello(&self) -> lambda_fn::Result<()> {
        Ok(())
    }
}
