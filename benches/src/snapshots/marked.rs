//! What waits, as resumable functions. [`counter`](fn@crate::marked::counter) is another of them.

use resumable::resumable;
use serde::{Deserialize, Serialize};

/// Who is to be welcomed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// Where mails go.
    pub emails: Vec<String>,
    /// Who is told in the end.
    pub manager: Option<String>,
}

/// What [`onboarding`](fn@onboarding) asks for.
#[derive(Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "they say what they are")]
pub enum Request {
    Send(String),
    Charge(u32),
    Sleep(u32),
    Notify(String),
}

/// What it is answered.
pub type Answer = Result<String, String>;

/// A client that cannot be saved, and need not be.
#[derive(Debug)]
pub struct Client;

impl Client {
    /// A number.
    #[must_use]
    #[allow(clippy::unused_self, reason = "it stands for one with a connection")]
    pub const fn hello(&self) -> u32 {
        5
    }
}

/// Mails, charges and notifies: branches, a loop over a borrow, a `match` that waits, and `?`.
///
/// # Errors
/// When a request is refused for good.
#[resumable(yield = Request, resume = Answer)]
pub fn onboarding(user: User, budget: u32) -> Result<Vec<String>, String> {
    let client = Client;
    let mut results = Vec::new();
    if budget > client.hello() {
        yield_!(Request::Sleep(client.hello()))?;
    }
    for (i, email) in user.emails.iter().enumerate() {
        let res = yield_!(Request::Send(email.clone()))?;
        results.push(format!("{i}:{email}:{res}"));
    }
    let mut attempts = 0;
    let receipt = loop {
        match yield_!(Request::Charge(budget)) {
            Ok(r) => break r,
            Err(_) if attempts < 2 => {
                attempts += 1;
                yield_!(Request::Sleep(1 << attempts))?;
            }
            Err(e) => return Err(e),
        }
    };
    results.push(receipt);
    if let Some(m) = &user.manager {
        let ack = yield_!(Request::Notify(m.clone()))?;
        results.push(format!("{m}={ack}"));
    }
    Ok(results)
}

/// Holds one value while it waits.
macro_rules! holding {
    ($($name:ident $T:ty,)*) => {$(
        /// Holds its argument while it waits, and gives it back.
        #[resumable(yield = ())]
        pub fn $name(held: $T) -> $T {
            yield_!(());
            held
        }
    )*};
}

holding! {
    numbers Vec<u64>,
    bytes Vec<u8>,
    byte_string serde_bytes::ByteBuf,
}

/// Yields the numbers below `n` and adds them up.
#[resumable(yield = u64)]
pub fn inner(n: u64) -> u64 {
    let mut sum = 0;
    for i in 0..n {
        yield_!(i);
        sum += i;
    }
    sum
}

/// Waits for two [`inner`](fn@inner) ones.
#[resumable(yield = u64)]
pub fn middle(n: u64) -> u64 {
    let first = inner(n).await;
    first + inner(n + 1).await
}

/// Waits for two [`middle`](fn@middle) ones.
#[resumable(yield = u64)]
pub fn outer(n: u64) -> u64 {
    let first = middle(n).await;
    first + middle(n + 1).await
}
