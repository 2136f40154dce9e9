#[lambda_fn::lambda_fn]
async fn hello(_name: String) -> () {
    ()
}
