"""Digests of the public files of product matching, by folder and name as mirrors lay them out."""

from __future__ import annotations

from collections.abc import Mapping

# sha256 of the plain content, then of the .xz copy.
PINS: Mapping[str, tuple[str, str]] = {
    "abt-buy/train.txt": (
        "c1370966c08c246e9cf844b7cd2cf580b2559e9831f1eb3cca560fd53c1bcbb2",
        "425c8cd2f3301d04421b660fa6fabaa8810274ad751fc7a36a2b8f8cb408401a",
    ),
    "abt-buy/valid.txt": (
        "14b2c80673434b852febacd1a741c89e2ca0aba1658f4420efe4cbb46f4ef607",
        "e3428b1180ccc9fb299d8278794c75284f8253b53b18787161d12629b1faf790",
    ),
    "abt-buy/test.txt": (
        "df323df317af4ca33132e3c3a666983c5cbc69ef517f61df18f381b4d1662352",
        "2b68712254d2a66ecc3ceb2ecd425233dd5fcbff8cc550c30e90e82697280658",
    ),
    "walmart-amazon/train.txt": (
        "092fccd11c1cc1ffe54a702af276641218ce9506e6d60fb5a29a3c67d87892c3",
        "bdd670a099c58e7b114a20ae95ee2a91e04e578ccccaaa97b54a5f161f0593ae",
    ),
    "walmart-amazon/valid.txt": (
        "4b07b12d5eb411736da03385d7543a34c77e5d9d364c25d67e987ebabc58c92c",
        "d495440382deeb9cd4479c91fc675050e39f658917b031916a7fcb159e17f517",
    ),
    "walmart-amazon/test.txt": (
        "85ee132c4e45073a4b5ab8168d5db8af3e354b7b46dae19fd111757c0a6a97f6",
        "b5d59a3aac4518198b248a87bd7b8fa11fae281e0d66f9366df6e7eb8643c225",
    ),
    "wdc-cameras/train.txt.small": (
        "5739f8b00b1c7b89a7c596cae1525fc106f6c09d2c4482925c14e9e41d02ea6e",
        "ab147574bfef851fc4b5833dd9393ccfd90ef411b08ff2087ad0b5c793e8fb37",
    ),
    "wdc-cameras/valid.txt.small": (
        "0b20447f5b15315442fb881a962f7f43bacf785991530527b0a8eaee935a6501",
        "7d4fdda6442faa03c210b14360cab4cc401a88028ed0feea55ecce95b937a24b",
    ),
    "wdc-cameras/train.txt.medium": (
        "76fb71590e6c4c7840e786d5cb8d7a00ab4de47f38cc851b536c856042664d47",
        "03a266138795021b2c267bfdef13b6cbbe2e489c2f3d21326b01a452453e889b",
    ),
    "wdc-cameras/valid.txt.medium": (
        "d5345f25a3e4054c04380fdc8379fa20b745ddb51f98f2a695dc064f6644148a",
        "055d72a1e2c03276f241966555158d9559c0beac45c6790775291b893e60eb0c",
    ),
    "wdc-cameras/train.txt.large": (
        "2ab24343d93c48d164a1c265692016b678c53b58617643b47bf05f6225c33f85",
        "8ae239ad615a3e938c2420096bf1376a9dc8ec1c7deaceb8c5f3ed7374007e82",
    ),
    "wdc-cameras/valid.txt.large": (
        "6c6db995f9759b0bd5359ca84ee01fbf3d331b5faf8a38498125eeba4721817c",
        "9922b6148021f8c76506023121a2a0882fd63fc4a80367e9a8f01be1ef41f8ea",
    ),
    "wdc-cameras/test.txt": (
        "4b3a9adc1f8da860b6f5b5f6e09340f26b31a297ecae2586cffdce287f0c100c",
        "c795ca6f94578368b0ca8c565b628390fcb987ab3c987adef00b96631ddd3c74",
    ),
    "wdc-watches/train.txt.small": (
        "f0d65626a22da87d84d7b971a9805d0fc705fff7900a159c16452b527a834c48",
        "a1c6cf24d9a929afb042ccf51b3a68490504e61b3e2f865b987427eadea08c54",
    ),
    "wdc-watches/valid.txt.small": (
        "32e41df21ab11211c83adf1ac5eea8a4d2d99c82bf9200375880ff0e5f9a83b2",
        "4beff9f0055725bfdab2e942f714df443be85af9aff2ad4a4fa60a5f4f6b21ad",
    ),
    "wdc-watches/train.txt.medium": (
        "ecc82fdfbd81daf00de1d684532c83ff97a00a4eb101d04a891c68292bd20dfb",
        "8cc82ecdea93a2d9f76ac145490f02d2b2cec2434c53dfb2cc950eed56e6c952",
    ),
    "wdc-watches/valid.txt.medium": (
        "0691a47e732f8c92579e821988d8fc9ed10f041f30046cb81478dee8a0413d9b",
        "72b6c9b3a8951aef870bd61402f3a9dfe96b109938e071e3c9461c290eff93de",
    ),
    "wdc-watches/test.txt": (
        "b8bd054a82f2e9ad95ef78af117a4a76e1fc7c687ec7cd70883654f3f1be48d8",
        "40c75ddf999788ac33bd459403bca1ae84d4a231fd350d00aca2bb7567aaa917",
    ),
    "pricerunner/pricerunner_aggregate.csv": (
        "9cb0af3b6c80f644da05dee170ba383f258ba9e85e3ae362676bccdaae75522b",
        "162cad8a9006728b3e1cf1e272b1b2a062e4bd5d6ad892e5cf6229e73f61fbaf",
    ),
}
