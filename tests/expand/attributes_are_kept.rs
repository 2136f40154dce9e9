/// Says hello.
#[lambda_fn]
#[cfg(feature = "hello")]
#[allow(clippy::unused_async)]
pub(crate) async fn r#match<'a>(#[allow(unused)] Request { name }: Request<'a>) -> Answer<'a>
where
    'a: 'a,
{
    Ok(name)
}
