#[derive(LambdaError)]
#[lambda(transparent)]
struct Wrapped(PaymentError);
