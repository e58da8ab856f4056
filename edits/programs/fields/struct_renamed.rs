//! The order is called a purchase.

use edits::prelude::*;

#[derive(Debug, Serialize, Deserialize)]
struct Purchase {
    price: u32,
    quantity: u32,
}

#[resumable(name = "shop", yield = &'static str, resume = u32)]
fn shop(order: Purchase) -> String {
    let paid = yield_!('pay: "how much is paid?");
    note(format!("paid {paid}"));
    format!("{} at {}, {paid} paid", order.quantity, order.price)
}

fn main() {
    drive(|| {
        shop(Purchase {
            price: 3,
            quantity: 5,
        })
    });
}
