//! Two variables of one name are alive.

use edits::prelude::*;
#[resumable(name = "measure", yield = &'static str, resume = u32)]
fn measure() -> String {
    let size = 1;
    let inner = {
        let size = 20;
        let more = yield_!('more: "how much more?");
        size + more
    };
    format!("{inner} in {size}")
}

fn main() {
    drive(measure);
}
