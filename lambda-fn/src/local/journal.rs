//! What has passed between Lambda and the function, where a test asks for it.

#![cfg_attr(not(feature = "testing"), expect(dead_code, unreachable_pub, reason = "only tests ask for it"))]

use std::collections::VecDeque;
use std::process::ExitStatus;
use std::sync::{Mutex, MutexGuard, PoisonError};

use http::HeaderMap;

/// A request that a function has posted to Lambda's Runtime API.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Post {
    /// The path behind `/2018-06-01/runtime/`, such as `invocation/{id}/response` or `init/error`.
    pub path: String,
    /// The headers.
    pub headers: HeaderMap,
    /// The status of the answer, 202 where the Runtime API took the post; `None` where the connection was closed
    /// instead.
    pub status: Option<u16>,
}

/// How many of the last posts, and of the last exits, are kept.
const KEPT: usize = 1000;

#[derive(Debug, Default)]
pub(crate) struct Journal {
    posts: Mutex<VecDeque<Post>>,
    exits: Mutex<VecDeque<ExitStatus>>,
}

impl Journal {
    pub(crate) fn post(&self, post: Post) {
        keep(&self.posts, post);
    }

    pub(crate) fn exit(&self, status: ExitStatus) {
        keep(&self.exits, status);
    }

    pub(crate) fn posts(&self) -> Vec<Post> {
        lock(&self.posts).iter().cloned().collect()
    }

    pub(crate) fn exits(&self) -> Vec<ExitStatus> {
        lock(&self.exits).iter().copied().collect()
    }
}

fn keep<T>(kept: &Mutex<VecDeque<T>>, new: T) {
    let mut kept = lock(kept);
    if kept.len() == KEPT {
        kept.pop_front();
    }
    kept.push_back(new);
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_go() {
        let journal = Journal::default();
        for number in 0..=KEPT {
            journal.post(Post { path: number.to_string(), headers: HeaderMap::new(), status: None });
        }
        let posts = journal.posts();
        assert_eq!((posts.len(), posts[0].path.as_str(), posts[KEPT - 1].path.as_str()), (1000, "1", "1000"));
    }
}
