//! The function is a method.

use edits::prelude::*;

struct Courier;

#[resumable]
impl Courier {
    #[resumable(name = "deliver", yield = &'static str, resume = u32)]
    fn deliver(parcel: u32) -> String {
        let address = yield_!('address: "where to?");
        note(address);
        format!("{parcel} to {address}")
    }
}

fn main() {
    drive(|| Courier::deliver(1));
}
