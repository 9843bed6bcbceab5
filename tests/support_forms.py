"""One question of each form that is not a choice, about digging."""

FORMS = """\
format: 1
skill: digging
questions:
  - id: digging-several
    sub: tools
    level: 1
    kind: concept
    form: several
    stem: Which of these tools turn the soil over? Choose all that apply.
    answer: [a digging fork, a   flat spade]
    distractors:
      - {text: a leaf rake, misconception: any-long-handle, why: It only scratches the surface.}
      - {text: a hose, misconception: water-loosens, why: Water settles the soil.}
    explanation: Fork and spade enter the soil whole and lift it, so that it can be turned.
    reference: {resource: spade-book}
  - id: digging-steps
    sub: depth
    level: 2
    kind: concept
    form: sequence
    stem: In which order is a trench dug twice as deep as the spade?
    answer:
      - take out the top layer
      - loosen the layer below
      - put the top layer back
    distractors:
      - {text: 2 1 3, misconception: below-first, why: Nobody reaches what lies below.}
    explanation: What lies on top has to go before the layer below can be reached and loosened.
    reference: {resource: spade-book}
  - id: digging-litres
    sub: depth
    level: 3
    kind: calculation
    form: number
    stem: A bed is 2 m by 3 m. How many litres of compost lie on it 2.5 cm deep?
    proof: print(200 * 300 * 2.5 / 1000)
    answer: "150"
    tolerance: 0.5
    distractors:
      - {text: "15", misconception: wrong-unit, why: A litre holds a thousand cubic centimetres.}
    explanation: Sixty thousand square centimetres times two and a half, in litres of a thousand.
    reference: {resource: spade-book}
  - id: digging-word
    sub: tools
    level: 4
    kind: concept
    form: text
    stem: How is the groove called into which seeds are sown?
    answer: drill
    accept: [a drill, seed drill]
    distractors:
      - {text: furrow, misconception: any-groove, why: A furrow is what a plough leaves.}
    explanation: A drill is shallow and straight, and the seeds of one row lie in it at one depth.
    reference: {resource: spade-book}
"""
