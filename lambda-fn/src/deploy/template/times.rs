//! EventBridge: rules and schedules.

use super::arn::resource;
use super::names::logical_id;
use super::parts::Parts;
use crate::deploy::node::{Claim, Entry, Node};
use crate::trigger::{EventBridge, Schedule};

pub(crate) fn eventbridge(rule: &EventBridge, parts: &mut Parts) {
    parts.asynchronous = true;
    // the attribute takes JSON alone, whoever writes a `Function` by hand may say anything
    let pattern = serde_json::from_str(rule.pattern).unwrap_or_else(|_| Node::text(rule.pattern));
    let mut properties = vec![Entry::new("Pattern", pattern).claim(Claim::Whole)];
    properties.extend(rule.bus.map(|bus| Entry::text("EventBusName", bus)));
    let bus = rule.bus.map(|bus| logical_id(resource(bus).trim_start_matches("event-bus/"))).unwrap_or_default();
    parts.event(&format!("{bus}Rule"), "EventBridgeRule", properties);
}

/// The rules of EventBridge know no time zones, EventBridge Scheduler does.
pub(crate) fn schedule(schedule: &Schedule, parts: &mut Parts) {
    parts.asynchronous = true;
    match schedule.timezone {
        None => parts.event("Schedule", "Schedule", vec![Entry::text("Schedule", schedule.expression)]),
        Some(zone) => {
            let properties = vec![
                Entry::text("ScheduleExpression", schedule.expression),
                Entry::text("ScheduleExpressionTimezone", zone),
            ];
            parts.event("Schedule", "ScheduleV2", properties);
        }
    }
}
