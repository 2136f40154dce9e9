//! A handler for each form that a handler may have; the variable `HANDLER` chooses.

use std::process::ExitCode;
use std::rc::Rc;
use std::sync::atomic::{AtomicU32, Ordering};

use aws_lambda_events::cognito::CognitoEventUserPoolsPreSignup as SignUp;
use lambda_fn::{Context, LambdaEvent, Result, lambda_fn};
use serde::Deserialize;

fn main() -> ExitCode {
    match std::env::var("HANDLER").as_deref() {
        Ok("borrowed-struct") => borrowed_struct(),
        Ok("borrowed-str") => borrowed_str(),
        Ok("lambda-event") => lambda_event(),
        Ok("no-event") => no_event(),
        Ok("context") => context(),
        Ok("context-reference") => context_reference(),
        Ok("state") => state(),
        Ok("event-context-state") => event_context_state(),
        Ok("event-state-context") => event_state_context(),
        Ok("state-context") => state_context(),
        Ok("pattern") => pattern(),
        Ok("named-main") => named_main(),
        Ok("rc-across-await") => rc_across_await(),
        Ok("multi-thread") => multi_thread(),
        Ok("managed-instances") => managed_instances(),
        Ok("cognito") => cognito(),
        other => panic!("there is no such handler: {other:?}"),
    }
}

struct Count(AtomicU32);

async fn count_from_ten() -> Result<Count> {
    tokio::task::yield_now().await;
    Ok(Count(AtomicU32::new(10)))
}

impl Count {
    fn next(&self) -> u32 {
        self.0.fetch_add(1, Ordering::Relaxed)
    }
}

fn borrowed_struct() -> ExitCode {
    #[derive(Deserialize)]
    struct Request<'a> {
        name: &'a str,
        #[serde(borrow)]
        tags: Vec<&'a str>,
    }

    #[lambda_fn]
    async fn function(request: Request<'_>) -> Result<String> {
        tokio::task::yield_now().await;
        Ok(format!("{}: {}", request.name, request.tags.join(", ")))
    }
    main()
}

fn borrowed_str() -> ExitCode {
    #[lambda_fn]
    async fn function(name: &str) -> Result<usize> {
        Ok(name.len())
    }
    main()
}

fn lambda_event() -> ExitCode {
    #[lambda_fn]
    async fn function(event: LambdaEvent<String>) -> Result<(String, String)> {
        Ok((event.payload, event.context.request_id))
    }
    main()
}

fn no_event() -> ExitCode {
    #[lambda_fn]
    async fn function() -> Result<&'static str> {
        Ok("no event")
    }
    main()
}

fn context() -> ExitCode {
    #[lambda_fn]
    async fn function(context: Context) -> Result<Context> {
        Ok(context)
    }
    main()
}

fn context_reference() -> ExitCode {
    #[lambda_fn]
    async fn function(context: &Context) -> Result<String> {
        Ok(context.request_id.clone())
    }
    main()
}

fn state() -> ExitCode {
    #[lambda_fn(init = count_from_ten)]
    async fn function(count: &Count) -> Result<u32> {
        Ok(count.next())
    }
    main()
}

fn event_context_state() -> ExitCode {
    #[lambda_fn(init = count_from_ten)]
    async fn function(event: String, context: &Context, count: &Count) -> Result<(String, String, u32)> {
        Ok((event, context.request_id.clone(), count.next()))
    }
    main()
}

fn event_state_context() -> ExitCode {
    #[lambda_fn(init = count_from_ten)]
    async fn function(event: String, count: &Count, context: Context) -> Result<(String, String, u32)> {
        Ok((event, context.request_id, count.next()))
    }
    main()
}

fn state_context() -> ExitCode {
    #[lambda_fn(init = count_from_ten)]
    async fn function(count: &Count, context: Context) -> Result<(u32, String)> {
        Ok((count.next(), context.request_id))
    }
    main()
}

fn pattern() -> ExitCode {
    #[derive(Deserialize)]
    struct Request {
        name: String,
    }

    #[lambda_fn]
    async fn function(Request { name }: Request) -> Result<String> {
        Ok(name)
    }
    main()
}

fn named_main() -> ExitCode {
    #[lambda_fn]
    async fn main(event: u32) -> Result<u32> {
        Ok(event + 1)
    }
    main()
}

fn rc_across_await() -> ExitCode {
    #[lambda_fn]
    async fn function(event: String) -> Result<String> {
        let event = Rc::new(event);
        tokio::task::yield_now().await;
        Ok(event.to_string())
    }
    main()
}

fn multi_thread() -> ExitCode {
    #[lambda_fn(runtime = "multi_thread", worker_threads = 3)]
    async fn function() -> Result<usize> {
        // refused on a runtime of one thread
        tokio::task::block_in_place(|| ());
        Ok(tokio::runtime::Handle::current().metrics().num_workers())
    }
    main()
}

fn managed_instances() -> ExitCode {
    #[lambda_fn(init = count_from_ten, managed_instances = true)]
    async fn function(event: &str, count: &Count) -> Result<(String, u32)> {
        tokio::task::yield_now().await;
        Ok((event.to_owned(), count.next()))
    }
    main()
}

fn cognito() -> ExitCode {
    #[lambda_fn(cognito("PreSignUp"))]
    async fn function(mut sign_up: SignUp) -> Result<SignUp> {
        sign_up.response.auto_confirm_user = true;
        Ok(sign_up)
    }
    main()
}
