use crate::row::*;
