struct Hello;

impl Hello {
    #[lambda_fn::lambda_fn]
    async fn hello(&self) -> lambda_fn::Result<()> {
        Ok(())
    }
}

fn main() {}
