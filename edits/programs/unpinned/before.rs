//! A function with the name of its place.

use edits::prelude::*;

#[resumable(yield = &'static str, resume = u32)]
fn deliver(parcel: u32) -> String {
    let address = yield_!('address: "where to?");
    note(address);
    format!("{parcel} to {address}")
}

fn main() {
    drive(|| deliver(1));
}
