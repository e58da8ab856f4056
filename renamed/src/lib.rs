//! Resumable functions where the crate has another name, or is reached through another crate only.

use std::collections::BTreeMap;

use engine::resumable;
use serde::{Deserialize, Serialize};

/// Where a crate may keep its dependencies for others.
pub mod vendored {
    pub use engine as resumable;
}

/// Yields in every kind of loop.
#[resumable(crate = ::engine, yield = u32, resume = u32)]
pub fn loops(n: u32, names: Vec<String>) -> Option<u32> {
    let mut total = 0_u32;
    for (i, name) in (0..n).zip(1_u32..).collect::<Vec<_>>() {
        total += yield_!(i + name);
    }
    for name in names {
        total = total.checked_sub(yield_!(u32::try_from(name.len()).ok()?))?;
    }
    while total > 10 {
        total -= yield_!('while_above: total);
    }
    let map: BTreeMap<u32, u32> = loop {
        if let Some(key) = yield_!(total).checked_sub(1) {
            break [(key, total)].into();
        }
    };
    for (key, value) in map {
        total += yield_!(key) + value;
    }
    Some(total)
}

/// Delegates, with the path in the other place of the arguments.
#[resumable(yield = u32, resume = u32, crate = engine)]
pub async fn delegation(n: u32) -> Result<u32, String> {
    let first = loops(n, vec![]).await.ok_or("nothing")?;
    let call = Wallet { coins: vec![first] }.spend(1);
    let wallet = call.await?;
    Ok(wallet.coins.iter().sum::<u32>() + yield_!(0))
}

/// Has methods.
#[derive(Debug, Serialize, Deserialize)]
pub struct Wallet {
    /// What is in it.
    pub coins: Vec<u32>,
}

#[resumable(crate = ::engine)]
impl Wallet {
    /// Takes coins out.
    #[resumable(yield = u32, resume = u32)]
    pub fn spend(mut self, count: usize) -> Result<Self, String> {
        for _ in 0..count {
            let coin = self
                .coins
                .pop()
                .ok_or_else(|| format!("{self:?} is empty"))?;
            self.coins.extend(coin.checked_sub(yield_!(coin)));
        }
        Ok(self)
    }

    /// A path of its own.
    #[engine::resumable(yield = u32, resume = u32, crate = crate::vendored::resumable)]
    pub fn filled() -> Self {
        Self {
            coins: Vec::from([yield_!(1), yield_!(2)]),
        }
    }
}

/// Through a re-export.
#[vendored::resumable::resumable(crate = crate::vendored::resumable, yield = u32, resume = u32)]
pub fn through_a_re_export(n: impl Into<u32> + vendored::resumable::Live) -> u32 {
    let wallet = Wallet::filled().await;
    let (number, coins) = (n.into(), wallet.coins);
    for coin in coins {
        yield_!(coin + number);
    }
    number
}

/// Holds its state without a box, and an array in place.
#[resumable(crate = ::engine, inline, yield = u32, resume = u32)]
pub fn inline(n: u32) -> String {
    let mut seen: [u32; 40] = [n; 40];
    let mut text = format!("{n}");
    for i in 0..=n {
        seen[3] += yield_!(i);
        text.push_str(&seen[3].to_string());
    }
    let all: Vec<u32> = vec![n, seen[3]];
    for one in all {
        yield_!(one);
    }
    text
}
