//! One variable of that name is alive.

use edits::prelude::*;

#[resumable(name = "measure", yield = &'static str, resume = u32)]
fn measure() -> String {
    let inner = {
        let size = 20_u32;
        let more = yield_!('more: "how much more?");
        size + more
    };
    format!("{inner}")
}

fn main() {
    drive(measure);
}
