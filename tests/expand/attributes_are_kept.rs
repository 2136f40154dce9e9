/// Says hello.
#[lambda_fn]
#[cfg(feature = "hello")]
pub(crate) async fn r#match<'a>(#[allow(unused)] Request { name }: Request<'a>) -> Answer<'a>
where
    'a: 'a,
{
    Ok(name)
}
