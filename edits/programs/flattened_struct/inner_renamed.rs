//! The floor is called a storey.

use edits::prelude::*;

#[derive(Debug, Serialize, Deserialize)]
struct Address {
    street: String,
    storey: Option<u32>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Order {
    price: u32,
    voucher: Option<u32>,
    #[serde(flatten)]
    address: Address,
}

#[resumable(name = "shop", yield = &'static str, resume = u32)]
fn shop(order: Order) -> String {
    let paid = yield_!('pay: "how much is paid?");
    note(format!("paid {paid}"));
    let Order {
        price,
        voucher,
        address,
    } = order;
    let Address { street, storey } = address;
    format!("{price}, {voucher:?}, {street}, {storey:?}")
}

fn main() {
    drive(|| {
        shop(Order {
            price: 3,
            voucher: Some(9),
            address: Address {
                street: "Side".to_owned(),
                storey: Some(2),
            },
        })
    });
}
