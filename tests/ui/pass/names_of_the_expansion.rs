//! Handlers that are called like variables of the expansion.

#![allow(dead_code)]

macro_rules! handlers {
    ($($name:ident)*) => {
        $(mod $name {
            async fn $name() -> lambda_fn::Result<u32> {
                std::future::ready(Ok(7)).await
            }

            mod handler {
                #[lambda_fn::lambda_fn(init = super::$name)]
                async fn $name(event: u32, context: lambda_fn::Context, state: &u32) -> lambda_fn::Result<u32> {
                    drop(context);
                    Ok(event + state)
                }
            }
        })*
    };
}

handlers! { context early error event handler init invocation report response result run service setup start state }

fn main() {}
