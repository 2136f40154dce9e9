#[derive(Debug)]
struct Refused;

#[lambda_fn::lambda_fn]
async fn hello(_name: String) -> Result<String, Refused> {
    Err(Refused)
}
