#[derive(serde::Deserialize)]
struct Report {
    name: String,
}

#[lambda_fn::lambda_fn(s3(bucket = "reports", events = "s3:ObjectCreated:*"))]
async fn index(report: Report) -> lambda_fn::Result<()> {
    drop(report.name);
    Ok(())
}
