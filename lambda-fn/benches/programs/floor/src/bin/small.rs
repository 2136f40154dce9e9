#[path = "../../../shared/greeting.rs"]
mod greeting;
use greeting::Request;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    floor::run(Request::greeting)
}
