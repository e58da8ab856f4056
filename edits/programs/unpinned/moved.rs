//! The function is in a module.

use edits::prelude::*;

mod shipping {
    use super::*;

    #[resumable(yield = &'static str, resume = u32)]
    pub(crate) fn deliver(parcel: u32) -> String {
        let address = yield_!('address: "where to?");
        note(address);
        format!("{parcel} to {address}")
    }
}

fn main() {
    drive(|| shipping::deliver(1));
}
