trait Hello {
    #[lambda_fn::lambda_fn]
    async fn hello(&self) -> lambda_fn::Result<()>;
}

fn main() {}
