//! The function is in a module, and has another name there.

use edits::prelude::*;

mod shipping {
    use super::*;

    #[resumable(name = "deliver", yield = &'static str, resume = u32)]
    pub(crate) fn ship(parcel: u32) -> String {
        let address = yield_!('address: "where to?");
        note(address);
        format!("{parcel} to {address}")
    }
}

fn main() {
    drive(|| shipping::ship(1));
}
