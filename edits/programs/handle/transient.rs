//! A price list, which is made again.

use edits::prelude::*;

fn price_list() -> Vec<u32> {
    note("price list");
    vec![4, 5]
}

#[resumable(name = "sell", yield = &'static str, resume = u32)]
fn sell() -> String {
    #[transient]
    let prices = price_list();
    let which = yield_!('which: "which one?");
    format!("{} costs {prices:?}", which)
}

fn main() {
    drive(sell);
}
