//! An event as the function's source sends it, for people who have none at hand.

use serde_json::{Value, json};

use super::records;
use super::variables::REGION;
use crate::function::Function;
use crate::trigger::{CognitoTrigger, Trigger};

/// What brings the content of a record that is not known here: an object without members.
const CONTENT: &str = "{}";
/// The content of a record of S3: its key.
const KEY: &str = "\"local.txt\"";

/// An event of the function's first source, else an object without members.
pub(crate) fn event(function: &Function) -> String {
    match function.triggers.first() {
        Some(Trigger::Schedule(_)) => schedule().to_string(),
        Some(Trigger::Cognito(cognito)) => user_pool(cognito.trigger).to_string(),
        Some(source @ Trigger::S3(_)) => records::sample(source, KEY),
        Some(source) => records::sample(source, CONTENT),
        None => CONTENT.to_owned(),
    }
}

/// EventBridge User Guide, "Creating an Amazon EventBridge rule that runs on a schedule".
fn schedule() -> Value {
    json!({
        "version": "0",
        "id": "local",
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": "000000000000",
        "time": records::TIME,
        "region": REGION,
        "resources": [],
        "detail": {},
    })
}

/// Amazon Cognito Developer Guide, "Customizing user pool workflows with Lambda triggers": what all steps have, and what
/// the request of any of them has.
fn user_pool(trigger: CognitoTrigger) -> Value {
    let source = match trigger {
        CognitoTrigger::PreSignUp => "PreSignUp_SignUp",
        CognitoTrigger::PostConfirmation => "PostConfirmation_ConfirmSignUp",
        CognitoTrigger::PreAuthentication => "PreAuthentication_Authentication",
        CognitoTrigger::PostAuthentication => "PostAuthentication_Authentication",
        CognitoTrigger::PreTokenGeneration => "TokenGeneration_Authentication",
        CognitoTrigger::UserMigration => "UserMigration_Authentication",
        CognitoTrigger::CustomMessage => "CustomMessage_SignUp",
        CognitoTrigger::DefineAuthChallenge => "DefineAuthChallenge_Authentication",
        CognitoTrigger::CreateAuthChallenge => "CreateAuthChallenge_Authentication",
        CognitoTrigger::VerifyAuthChallengeResponse => "VerifyAuthChallengeResponse_Authentication",
        CognitoTrigger::CustomSmsSender => "CustomSMSSender_SignUp",
        CognitoTrigger::CustomEmailSender => "CustomEmailSender_SignUp",
        CognitoTrigger::InboundFederation => "InboundFederation_ExternalProvider",
    };
    let response = match trigger {
        CognitoTrigger::PreSignUp => {
            json!({ "autoConfirmUser": false, "autoVerifyEmail": false, "autoVerifyPhone": false })
        }
        _ => json!({}),
    };
    json!({
        "version": "1",
        "triggerSource": source,
        "region": REGION,
        "userPoolId": format!("{REGION}_local"),
        "userName": "local",
        "callerContext": { "awsSdkVersion": "local", "clientId": "local" },
        "request": {
            "userAttributes": {},
            "session": [],
            "scopes": [],
            "challengeName": "CUSTOM_CHALLENGE",
            "challengeAnswer": "local",
            "privateChallengeParameters": {},
            "newDeviceUsed": false,
            "groupConfiguration": { "groupsToOverride": [], "iamRolesToOverride": [] },
            "codeParameter": "{####}",
            "password": "local",
            "code": "local",
        },
        "response": response,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trigger::Schedule;

    #[test]
    fn a_function_without_a_source_has_an_object() {
        assert_eq!(event(&Function::named("orders")), "{}");
    }

    #[test]
    fn a_schedule_has_an_event_of_eventbridge() {
        const FUNCTION: Function = Function {
            triggers: &[Trigger::Schedule(Schedule::expression("rate(1 hour)"))],
            ..Function::named("tick")
        };
        let event: Value = serde_json::from_str(&event(&FUNCTION)).unwrap();
        assert_eq!((&event["source"], &event["detail"]), (&json!("aws.events"), &json!({})));
    }

    #[cfg(feature = "cognito")]
    #[test]
    fn a_step_of_a_user_pool_has_an_event_that_decodes() {
        use aws_lambda_events::event::cognito as of;

        fn decodes<T: serde::de::DeserializeOwned>(trigger: CognitoTrigger) {
            let event = user_pool(trigger);
            serde_json::from_value::<T>(event).unwrap_or_else(|error| panic!("{trigger:?}: {error}"));
        }
        decodes::<of::CognitoEventUserPoolsPreSignup>(CognitoTrigger::PreSignUp);
        decodes::<of::CognitoEventUserPoolsPostConfirmation>(CognitoTrigger::PostConfirmation);
        decodes::<of::CognitoEventUserPoolsPreAuthentication>(CognitoTrigger::PreAuthentication);
        decodes::<of::CognitoEventUserPoolsPostAuthentication>(CognitoTrigger::PostAuthentication);
        decodes::<of::CognitoEventUserPoolsPreTokenGen>(CognitoTrigger::PreTokenGeneration);
        decodes::<of::CognitoEventUserPoolsPreTokenGenV2>(CognitoTrigger::PreTokenGeneration);
        decodes::<of::CognitoEventUserPoolsMigrateUser>(CognitoTrigger::UserMigration);
        decodes::<of::CognitoEventUserPoolsCustomMessage>(CognitoTrigger::CustomMessage);
        decodes::<of::CognitoEventUserPoolsDefineAuthChallenge>(CognitoTrigger::DefineAuthChallenge);
        decodes::<of::CognitoEventUserPoolsCreateAuthChallenge>(CognitoTrigger::CreateAuthChallenge);
        decodes::<of::CognitoEventUserPoolsVerifyAuthChallenge>(CognitoTrigger::VerifyAuthChallengeResponse);
    }
}
