//! A state that is shared, under the other name.

async fn setup() -> my_name::Result<u32> {
    std::future::ready(Ok(7)).await
}

#[my_name::lambda_fn(crate = my_name, init = setup, managed_instances = true)]
async fn hello(number: &u32) -> my_name::Result<u32> {
    Ok(*number)
}
