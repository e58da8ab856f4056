//! The order is in a box.

use edits::prelude::*;

#[derive(Debug, Serialize, Deserialize)]
struct Order {
    price: u32,
    quantity: u32,
}

#[resumable(name = "shop", yield = &'static str, resume = u32)]
fn shop(order: Box<Order>) -> String {
    let paid = yield_!('pay: "how much is paid?");
    note(format!("paid {paid}"));
    format!("{} at {}, {paid} paid", order.quantity, order.price)
}

fn main() {
    drive(|| {
        shop(Box::new(Order {
            price: 3,
            quantity: 5,
        }))
    });
}
