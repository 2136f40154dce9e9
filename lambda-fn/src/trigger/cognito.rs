use serde::Serialize;

/// A step in the workflow of a user pool of Amazon Cognito.
///
/// ```
/// use lambda_fn::trigger::{Cognito, CognitoTrigger};
///
/// const SIGN_UP: Cognito = Cognito::trigger(CognitoTrigger::PreSignUp);
/// assert_eq!(SIGN_UP.trigger, CognitoTrigger::PreSignUp);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Cognito {
    /// The step.
    pub trigger: CognitoTrigger,
}

impl Cognito {
    /// A step of the workflow.
    #[must_use]
    pub const fn trigger(trigger: CognitoTrigger) -> Self {
        Self { trigger }
    }
}

/// The steps at which a user pool calls a function, under Cognito's names.
///
/// ```
/// use lambda_fn::trigger::CognitoTrigger;
///
/// assert_eq!(serde_json::to_string(&CognitoTrigger::PreSignUp)?, r#""PreSignUp""#);
/// # Ok::<_, serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub enum CognitoTrigger {
    /// Before a user signs up.
    PreSignUp,
    /// After a user has confirmed the account.
    PostConfirmation,
    /// Before a user signs in.
    PreAuthentication,
    /// After a user has signed in.
    PostAuthentication,
    /// Before tokens are made.
    PreTokenGeneration,
    /// Where a user signs in who is not in the pool yet.
    UserMigration,
    /// Before a message is sent.
    CustomMessage,
    /// Which challenge of a custom sign-in comes next.
    DefineAuthChallenge,
    /// What a challenge of a custom sign-in is.
    CreateAuthChallenge,
    /// Whether the answer to a challenge is right.
    VerifyAuthChallengeResponse,
    /// Sends a text message.
    #[serde(rename = "CustomSMSSender")]
    CustomSmsSender,
    /// Sends an e-mail.
    CustomEmailSender,
    /// Where a user signs in through an external identity provider.
    InboundFederation,
}
