//! A handler within a function, as in a documentation test.

fn main() {
    #[allow(dead_code)]
    mod example {
        #[lambda_fn::lambda_fn]
        async fn hello(name: String) -> lambda_fn::Result<String> {
            Ok(name)
        }
    }
}
