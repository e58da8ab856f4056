//! What a log of `tracing` says of a task that runs.
#![cfg(feature = "tracing")]

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use resumable::task::{Request, RequestId, Requests, Task};
use resumable::{join, resumable};
use serde::{Deserialize, Serialize};
use tracing_subscriber::fmt::format::FmtSpan;

#[derive(Serialize, Deserialize, Request)]
#[request(answer = u32)]
struct Load(u32);

#[derive(Serialize, Deserialize, Requests)]
enum Op {
    Load(Load),
}

#[resumable(request = Op, name = "twice")]
fn twice(n: u32) -> u32 {
    Load(n).await + Load(n + 1).await
}

#[resumable(request = Op, name = "both")]
fn both() -> u32 {
    let (one, other) = join!(twice(1), Load(5)).await;
    one + other
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The spans that `run` enters, each with those around it.
fn spans_of(run: impl FnOnce()) -> Vec<String> {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::DEBUG)
        .with_span_events(FmtSpan::ENTER)
        .with_ansi(false)
        .without_time()
        .with_target(false)
        .with_level(false)
        .with_writer(move || writer.clone())
        .finish();
    tracing::subscriber::with_default(subscriber, run);
    let bytes = log.0.lock().unwrap().clone();
    let text = String::from_utf8(bytes).unwrap();
    text.lines().map(str::to_owned).collect()
}

#[test]
fn each_resume_is_a_span() {
    let line = |text: &str| {
        let file = include_str!("spans.rs").lines();
        1 + file.take_while(|line| !line.contains(text)).count()
    };
    let mut bytes = Vec::new();
    let started = spans_of(|| {
        let task = Task::start(both());
        bytes = task.snapshot().unwrap();
    });
    assert_eq!(started.len(), 3, "{started:#?}");
    assert!(
        started[0].contains(r#"task{task="both" event="start"}"#),
        "{started:#?}"
    );

    let answered = spans_of(|| {
        let mut task = Task::<both>::restore(&bytes).unwrap().traced_as("17");
        task.answer::<Load>(RequestId::new(0), 3).unwrap();
        task.cancel();
    });
    let outer = r#"task{task="both" id="17" event="answer" request=0}"#;
    let both = format!(
        r#"resume{{coroutine="both" location={}:{}:"#,
        file!(),
        line("join!(twice(1)")
    );
    let twice = format!(
        r#"resume{{coroutine="twice" location={}:{}:"#,
        file!(),
        line("Load(n).await")
    );
    assert!(answered[0].starts_with(outer), "{answered:#?}");
    assert!(
        answered[1].starts_with(&format!("{outer}:{both}")),
        "{answered:#?}"
    );
    assert!(
        answered[2].starts_with(&format!("{outer}:{both}")),
        "{answered:#?}"
    );
    assert!(answered[2].contains(&twice), "{answered:#?}");
    assert!(answered[3].starts_with(r#"task{task="both" id="17" event="cancel"}"#));
    assert_eq!(answered.len(), 6, "{answered:#?}");
}
