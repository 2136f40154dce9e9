//! The sample events in the published `aws_lambda_events`: each decodes as its struct, in a real function.

use tests::samples;

const SAMPLES: &str = env!("CARGO_BIN_EXE_fixture-sample-events");

#[test]
fn every_sample_event_decodes() {
    let samples = samples();
    let refused: Vec<_> = samples
        .iter()
        .filter_map(|(sample, event)| {
            let function = crate::command(SAMPLES).env("SAMPLE", sample).spawn();
            let error = function.invoke_raw(event.clone()).result().err()?.clone();
            Some((sample, error.error_message))
        })
        .collect();
    assert!(refused.is_empty(), "{} of {}: {refused:#?}", refused.len(), samples.len());
}
