//! A function with a name that is fixed.

use edits::prelude::*;

#[resumable(name = "deliver", yield = &'static str, resume = u32)]
fn deliver(parcel: u32) -> String {
    let address = yield_!('address: "where to?");
    note(address);
    format!("{parcel} to {address}")
}

fn main() {
    drive(|| deliver(1));
}
