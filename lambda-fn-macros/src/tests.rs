//! What the macros write, and that they write it whatever they are given.

mod documentation;
mod properties;
mod snapshots;
mod sources;
