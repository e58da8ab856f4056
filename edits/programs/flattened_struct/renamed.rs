//! The voucher is called a coupon.

use edits::prelude::*;

#[derive(Debug, Serialize, Deserialize)]
struct Address {
    street: String,
    floor: Option<u32>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Order {
    price: u32,
    coupon: Option<u32>,
    #[serde(flatten)]
    address: Address,
}

#[resumable(name = "shop", yield = &'static str, resume = u32)]
fn shop(order: Order) -> String {
    let paid = yield_!('pay: "how much is paid?");
    note(format!("paid {paid}"));
    let Order {
        price,
        coupon,
        address,
    } = order;
    let Address { street, floor } = address;
    format!("{price}, {coupon:?}, {street}, {floor:?}")
}

fn main() {
    drive(|| {
        shop(Order {
            price: 3,
            coupon: Some(9),
            address: Address {
                street: "Side".to_owned(),
                floor: Some(2),
            },
        })
    });
}
