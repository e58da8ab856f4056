//! A program as a plain function: rustc's own `async` is the stack that waits.

use std::any::Any;
use std::cell::RefCell;
use std::fmt::Debug;
use std::future::{Future, poll_fn};
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use crate::effects::{muted, record, take_trace};
use crate::panics;
use crate::trace::{Event, Trace};

/// A call of the plain function of a program: boxed, so that the function can call itself.
pub struct Plain<O, R> {
    body: Pin<Box<dyn Future<Output = O>>>,
    resume: PhantomData<fn(R)>,
}

impl<O, R> Plain<O, R> {
    /// The call that runs `body`.
    pub fn new(body: impl Future<Output = O> + 'static) -> Self {
        Plain {
            body: Box::pin(body),
            resume: PhantomData,
        }
    }
}

impl<O, R> Future for Plain<O, R> {
    type Output = O;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<O> {
        self.body.as_mut().poll(context)
    }
}

thread_local! {
    static INPUT: RefCell<Option<Box<dyn Any>>> = const { RefCell::new(None) };
}

/// What `yield_!` is in a plain function.
pub async fn suspend<Y: Debug, R: 'static>(value: Y) -> R {
    record(Event::Yielded(format!("{value:?}")));
    muted(|| drop(value));
    let mut waited = false;
    poll_fn(move |_| {
        if std::mem::replace(&mut waited, true) {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    })
    .await;
    let input = INPUT.take().expect("the driver resumes with a value");
    *input
        .downcast()
        .expect("the functions of a program share their resume type")
}

/// A value of any type, for code that is never reached but fixes a type.
///
/// # Panics
/// Always.
#[must_use]
pub fn never<T>() -> T {
    unreachable!()
}

/// Drives the plain function to its end, or to that of its script.
pub(crate) fn trace<O: Debug + 'static, R: 'static>(
    make: &dyn Fn() -> Plain<O, R>,
    script: &mut dyn Iterator<Item = R>,
) -> Trace {
    take_trace();
    let call = make();
    let mut future: Pin<Box<dyn Future<Output = String>>> = Box::pin(async {
        let value = call.await;
        let text = format!("{value:?}");
        muted(|| drop(value));
        text
    });
    let trace = drive(&mut future, &mut || Some(Box::new(script.next()?)));
    muted(|| drop(future));
    trace
}

fn drive(
    future: &mut Pin<Box<dyn Future<Output = String>>>,
    script: &mut dyn FnMut() -> Option<Box<dyn Any>>,
) -> Trace {
    let mut context = Context::from_waker(Waker::noop());
    let end = loop {
        match panics::catch(|| future.as_mut().poll(&mut context)) {
            Ok(Poll::Ready(value)) => break Event::Complete(value),
            Err(panic) => break Event::Panicked(panic),
            Ok(Poll::Pending) => match script() {
                Some(input) => INPUT.set(Some(input)),
                None => break Event::Abandoned,
            },
        }
    };
    record(end);
    take_trace()
}
