//! State that is made once, in Lambda's init phase, and shared by every event that follows.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};

use lambda_fn::{Context, Result, lambda_fn};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
struct Request {
    currency: String,
    amount: f64,
}

#[derive(Serialize)]
struct Response {
    euros: f64,
    /// How many events this execution environment has served.
    served: u64,
    request_id: String,
}

/// What every event needs: in a real function a client of a database, or of another service.
struct Rates {
    euros: HashMap<String, f64>,
    served: AtomicU64,
}

async fn load_rates() -> Result<Rates> {
    let euros = [("EUR", 1.0), ("USD", 0.92), ("GBP", 1.17)];
    let euros = euros.into_iter().map(|(currency, rate)| (currency.to_owned(), rate)).collect();
    Ok(Rates { euros, served: AtomicU64::new(0) })
}

#[lambda_fn(init = load_rates, memory = 256, timeout = "10s", description = "Converts amounts to euros")]
async fn convert(request: Request, context: Context, rates: &Rates) -> Result<Response> {
    let rate = rates.euros.get(&request.currency);
    let rate = rate.ok_or_else(|| lambda_fn::Error::new("UnknownCurrency", "there is no rate for this currency"))?;
    Ok(Response {
        euros: request.amount * rate,
        served: rates.served.fetch_add(1, Ordering::Relaxed) + 1,
        request_id: context.request_id,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_hold_the_euro() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let rates = runtime.block_on(load_rates()).unwrap();
        let request = Request { currency: "USD".into(), amount: 100.0 };
        let response = runtime.block_on(convert(request, Context::default(), &rates)).unwrap();
        assert!((response.euros - 92.0).abs() < 1e-9);
        assert_eq!(response.served, 1);
    }
}
