//! Two variables of one name are alive.

use edits::prelude::*;

#[resumable(name = "measure", yield = &'static str, resume = u32)]
fn measure() -> String {
    let size = 1_u32;
    let inner = {
        let size = 20_u32;
        let more = yield_!('more: "how much more?");
        size + more
    };
    format!("{inner} in {size}")
}

fn main() {
    drive(measure);
}
