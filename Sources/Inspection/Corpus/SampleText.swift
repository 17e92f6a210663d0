/// The text that commands read when no corpus is given: a story with talk in
/// it, brackets, lists, verse and numbers, written for lstm-lab.
package enum SampleText {
  /// The whole text.
  package static let text = #"""
    THE KEEPER OF THE TIDE TABLES

    CHAPTER 1

    The harbour of Saltmere had two clocks, and they never agreed. The one
    on the church (a heavy, gilded thing, the gift of a merchant who had
    wished to be remembered) was always four minutes fast; the one on the
    customs house was slow by a different amount every week. The people of
    the town did not mind. They lived by a third clock, which had no face
    and could not be wound, and its hours were written down by a woman
    named Ada Venn.

    She lived at the end of the mole, in a house of three rooms, with a
    cat, a barometer and forty-one notebooks. Every morning she read the
    gauge; every evening she read it again; and in between she wrote, in a
    small upright hand, the numbers by which the town rose and slept,
    sailed and came home.

    “You could let the boy do it,” said her brother, who visited on
    Sundays and always said the same thing. “He can read a stick in the
    water as well as you can.”

    “He can read it,” said Ada, “but he cannot believe it. On the third of
    March the water stood at 4.12 where the table said 3.80. What would
    the boy have written?”

    “Three eighty, I suppose.”

    “And the Marguerite would have gone out over the bar at noon, as the
    table told her, and she would have found another foot of water than
    she looked for, and a current under it that nobody had promised. No,
    Tom. The table is what we thought; the gauge is what is so. You must
    write down what is so, and then think again.”

    Her brother laughed, drank his tea (two lumps, no milk) and changed
    the subject to the price of rope.

    The boy of whom they spoke was called Peter Lamb. He was eleven years
    old, and he had come to the house on the mole because nobody else had
    a use for him. His father had been mate of a collier; his mother sang
    in the choir, and coughed, and one winter did neither any more. The
    parson had asked in church who would take him. There had been a long
    silence, in which one could hear the gilded clock strike the quarter,
    four minutes early, and then Ada Venn had stood up in the ninth row
    and said, “I have a room. It is not a large one. Can he count?”

    He could count. He could count so well that for the first week he did
    nothing else. He counted the steps to the gauge (there were 52), the
    gulls on the roof, the boats that went out and the boats that came in;
    and every evening he told her the sums, gravely, as another child
    might have told his dreams.

    “Seventeen out,” he said, “and sixteen in.”

    “Which one is missing?”

    “The blue one with the patched sail.”

    “That is old Harker’s,” said Ada. “He stays out all night when the
    mackerel run. Write it down all the same. First the day, then the
    hour, then what you saw; and leave a space after it, so that you may
    write tomorrow what it meant.”

    So the forty-second notebook was begun, and it was his.

    CHAPTER 2

    It is not hard to explain what a tide table is. The moon pulls, and
    the sea comes; the sun pulls too, but more gently, being so much
    farther away; and the shape of the coast, which is nobody’s fault,
    does the rest. Twice a day the water rises and twice a day it falls.
    If that were all, a child could write the table for a hundred years.

    But it is not all. There are days when the wind stands in the west and
    holds the water up against the land, as one holds a door against a
    guest. There are days when the glass is high and the sea lies low and
    flat beneath it. There are rivers that bring down the rain of last
    week. And there is memory: a sea that was driven high yesterday is
    still swinging today, a little less, and a little less tomorrow, so
    that no day stands quite alone.

    “What I want to know,” said Peter, “is how long it remembers.”

    They were sitting on the steps with their feet above the green water.
    It was the hour between the tides, when for eleven or twelve minutes
    nothing moves.

    “How long what remembers?”

    “The sea. If there is a storm on Monday, you can see it on Tuesday.
    You showed me: 0.31 too much. On Wednesday it was 0.15. On Thursday
    there was something left, but you said it might be the wind.”

    “Well?” said Ada. “You have three numbers and a doubt. What do you do
    with them?”

    He thought about it. “Half of it goes every day,” he said slowly.
    “Half, and then half of the half. So it never forgets altogether. It
    only gets too small to see.”

    “That is a very good thought,” said Ada, and she did not say it
    lightly, for she had needed nine notebooks to arrive at the same
    place. “Now tell me what would happen if it kept all of it. Every
    storm, always.”

    “Then it would only get higher.”

    “And if it kept nothing?”

    “Then each day would be the first day.” He looked down at the water.
    “You could not have a table at all. You would have to look every
    time.”

    “So it must forget a little,” said Ada, “and not too much. There is a
    gate somewhere, you might say, which lets the old water out at its own
    pace; and another, which lets the new water in. Nobody has ever seen
    them. But we can measure what they do, and that is nearly as good as
    seeing.”

    The water, as if it had been listening, began to move.

    That night he wrote in his notebook, under the numbers, a rule. It was
    the first he had ever made, and he drew a box around it with a ruler:

        What is left today
            = half of what was left yesterday,
            and what came in today.

    And beneath the box, in smaller letters: (Is it always half? Ask the
    gauge.)

    CHAPTER 3

    In October a stranger came to Saltmere. He wore a grey coat with a
    great many buttons; he carried a case of polished wood; and he put up
    at the Anchor, where he asked for a room on the east side “because of
    the light.” His name, he said, was Doctor Emil Roth, of the Institute.

    “Of which institute?” asked the landlord.

    “Of the Institute,” said Doctor Roth.

    By the evening everybody knew that he had come about the tides. By the
    next morning they knew that he had a machine. It stood on the table in
    the parlour of the Anchor, and the whole town came to look at it: a
    frame of brass, as long as a man’s arm, with eleven wheels, a crank
    and a pen. Each wheel turned at its own speed. Each pulled on the same
    thin wire, one a little, another a little more; and at the end of the
    wire the pen went up and down upon a strip of paper, and drew the sea.

    “This wheel is the moon,” said Doctor Roth, with his hand upon the
    largest. “This is the sun. This one is the moon again, for she is not
    always equally near. This one (you must look closely, madam) makes one
    turn in fourteen days. I set them, so; and so; and so. I turn the
    crank, and in four hours I have the tides of the coming year. All of
    them! To the inch!”

    There was a murmur in the parlour. Someone whistled.

    “And what,” asked a voice from the door, “does it do when the wind
    blows?”

    They all turned round. Ada Venn stood there in her wet coat, with the
    boy beside her, and the rain ran down from both of them and made a
    pool upon the landlord’s floor.

    “The wind, madam?”

    “It blew from the west for six days in September. The water stood
    eleven inches above the table. I should like to know which of the
    wheels is the wind.”

    Doctor Roth smiled. It was not an unkind smile; he had been asked that
    before, in larger towns than this. “The wind is an accident,” he said.
    “My machine does not draw accidents. It draws the law.”

    “I see,” said Ada. “Then it is a very handsome machine. But a ship
    does not sail upon the law, Doctor. She sails upon the water.”

    Somebody laughed, and somebody else said “Hush!” Peter said nothing.
    He had got down on his knees and was looking at the wheels from below,
    and his lips moved. He was counting the teeth.

    CHAPTER 4

    What came of it was a wager. It was old Harker who proposed it, and he
    wrote the terms himself on the back of a bill, where they may still be
    read:

        1. The doctor shall write his table for November, by the machine.
        2. Mistress Venn shall write hers, by whatever she likes.
        3. The gauge shall be read at every high water by the parson, who
           is to be trusted, and by the schoolmaster, who can see.
        4. For each day the difference shall be taken, without regard to
           whether it be too much or too little; and these shall be added.
        5. He who has the smaller sum has won. The loser pays for supper:
           12 persons; goose; no excuses.

    “And may each of them look at the gauge?” asked the schoolmaster, who
    was an exact man.

    “How do you mean?”

    “Why, when she writes the table for the tenth, may she know what
    happened on the ninth?”

    They argued about this for an hour. Doctor Roth said that it made no
    difference to him, since the law of the tenth had nothing to do with
    the accidents of the ninth. Ada Venn said that it made all the
    difference in the world. In the end it was agreed that each might
    write down every evening the number for the following day; that the
    two papers should be put into a box with a lock; and that the parson
    should keep the key, beneath his hat if need be.

    “So you will know what was,” Peter said to her on the way home, “and
    he will not look.”

    “He may look as much as I may. He does not think that it is worth his
    while.”

    “Then he has already lost.”

    “Don’t be so sure,” said Ada. “He has eleven wheels, and every one of
    them is true. I have never had more than three or four. If November is
    calm, he will beat us by a mile.”

    She stopped, for the wind had nearly taken her hat.

    “It does not look calm,” said Peter.

    CHAPTER 5

    It was the stormiest November in nineteen years. On the 2nd the wind
    went into the west, and there it stayed. On the 5th it took the
    weathercock from the church; on the 6th it took a part of the roof of
    the Anchor; on the 9th, at 3 in the morning, it took the blue boat
    with the patched sail from her moorings, and carried her over the bar
    and half a mile up the river, and set her down in the parson’s orchard
    between two apple trees, without so much as a scratch.

    “The Lord giveth,” said the parson, looking at her from his window.

    “It is a spring tide and 0.9 of surge,” said Peter, who had come to
    read the gauge. “That makes 5.61. She needs only 2. So there was
    plenty.”

    Every evening two papers went into the box. Every morning they were
    taken out, and the schoolmaster wrote the numbers upon a board before
    the customs house. This is how the board stood at the end of the
    second week (the sums are in inches):

        Day      Doctor    Venn    Gauge
        Nov. 8      131     139      140
        Nov. 9      136     150      161
        Nov. 10     140     163      158
        Nov. 11     142     157      155
        Nov. 12     142     151      152
        Nov. 13     139     146      145
        Nov. 14     135     139      140

    “Look,” said the baker to the butcher. “He is always below it. She is
    now above it and now below it, and each time by less.”

    “She cheats,” said the butcher. “She looks at what it did.”

    “It is allowed to look.”

    “Still,” said the butcher, who had put a shilling on the doctor, “it
    seems hardly fair to know the past.”

    As for Doctor Roth, he came to the board each morning in his grey
    coat, read it through from top to bottom, took off his spectacles,
    wiped them, and read it again. On the fifteenth he did not go back to
    the Anchor. He walked out along the mole, bent nearly double against
    the wind, with one hand on the chain; and he knocked at the door of
    the house with three rooms.

    “Madam,” he said, when he had got his breath, “I have come to ask you
    a question. I hope that you will not think it impertinent.”

    “Sit down,” said Ada. “Peter, put the kettle on. You will have to move
    the cat, Doctor; she believes that is her chair.”

    He moved the cat. “Every night,” he said, “I turn the crank, and I
    write down the law. Every day the sea does something else. I knew that
    it would. What I did not know is that there is a law in the something
    else. You have found it. Your errors are getting smaller. That is not
    luck; luck does not get smaller. How do you do it?”

    Ada did not answer at once. She went to the shelf, drew out a thin
    notebook, not one of the forty-one, and laid it open upon the table
    before him. There was a box in it, drawn with a ruler.

    “What is left today,” read the doctor aloud, “is half of what was left
    yesterday, and what came in today.” He read it a second time, without
    a sound. Then he looked up. “But this is a child’s hand.”

    “Yes,” said Ada. “It is not always half, as it turns out. With the
    wind in the west it is more like seven tenths, for the water has
    nowhere to go. When the wind drops it is less than three. We ask the
    glass, and the vane, and what the water did the night before; and by
    that we judge how wide to set the gate.”

    “The gate?”

    “It is only a word. Show him, Peter.”

    And the boy, who had not once looked at the doctor since he came into
    the room, took up the pencil, and began to explain.

    CHAPTER 6

    “You have something that you remember,” said Peter. “Call it C. It is
    only a number: how much too high the water is. Every day there are
    three things to decide. How much of the old C do you keep? That is the
    first gate. If it is 1, you keep it all; if it is 0, you keep nothing;
    mostly it is in between. Then there is the news, the thing that the
    wind did today. How much of it do you believe? That is the second
    gate, and it is again between 0 and 1. You take the part that you keep
    and the part that you believe, and you add them, and that is the new
    C.”

    “And the third?” asked Doctor Roth. He had taken a notebook of his own
    out of one of his many pockets, and he was writing as fast as he
    could.

    “The third is how much of it you say. Sometimes you know a thing and
    it makes no difference. At low water in a calm nobody needs the surge;
    it would only confuse them. So you keep it to yourself. But it is
    still there.”

    “It is still there,” the doctor repeated. “And who decides how far
    these gates are open?”

    “That is the trouble,” said Peter. “At first she did it. She looked at
    the vane and the glass and she just knew. But I wanted to have it
    written down, so I gave every sign a weight. West wind, plus two.
    Falling glass, plus one. Rain in the hills, plus a half; and so on.
    You add them up. If the sum is large, the gate opens. If it is much
    below nothing, the gate shuts. Near nothing it is half open, because
    you are not sure.”

    “And the weights? Where did you get the weights?”

    The boy looked at him with surprise. “From being wrong,” he said.
    “Each time that we are wrong, we go back and look which weight it was
    that made us wrong, and we change it. Only a little. If you change it
    a lot, you are wrong the other way.”

    For a long time it was quiet in the room. The wind leaned against the
    shutters; the kettle sang; the cat, who had been moved twice, lay
    across the toes of the doctor’s boots and slept.

    “And how far back,” asked Doctor Roth at last, “do you look?”

    “As far as it still matters,” said Peter. “That is what the gate is
    for. When it is open wide, you can follow the mistake a long way back,
    and it does not fade. When it is nearly shut, there is no use looking:
    nothing from before it is left.”

    The doctor closed his notebook. He took off his spectacles; he wiped
    them; he put them on again. “Madam,” he said, “I turn a crank. This
    boy has built a better machine, and it is made of nothing at all.”

    “He has not eleven wheels,” said Ada.

    “No,” said the doctor. “But I have.” And he began, for the first time
    since he had come to Saltmere, to laugh.

    CHAPTER 7

    The rest is in the records of the town. On the 20th of November the
    box was opened as usual, and there was only one paper in it. It bore
    two names, and below them, in a third hand, which was round and
    careful and not very large, a single number: 147.

    The gauge, when the parson had read it, and the schoolmaster had read
    it after him, stood at 147.

    “Inches?” asked the baker.

    “Inches,” said the schoolmaster.

    “Then who has won?”

    They looked for old Harker, who had made the rules; but he was up in
    the orchard with ropes and rollers, and four men, and a great deal of
    advice, trying to get his boat out from between the apple trees. When
    they asked him he scratched his head.

    “Rule 5,” he said, “says that he who has the smaller sum has won. It
    does not say what is to be done if there is but one sum.” He thought
    it over. “Did I not write that the loser pays for the supper?”

    “You did.”

    “Then I don’t see any loser,” said old Harker. “So each must pay for
    his own goose.”

    And that is what they did. There were not twelve of them at the table,
    but thirty-seven. Doctor Roth sat between the parson and the cat. The
    gilded clock struck ten, four minutes early; the one on the customs
    house struck nine; and at some time between the two Peter Lamb stood
    on a chair, since they would not let him off, and sang them the song
    that the boatmen sing in Saltmere to this day. It has as many verses
    as there are men to make them, but it begins:

        The moon she pulls, the water comes,
          And nobody knows why;
        The wind he leans upon the door
          And will not let it by.

        So keep a half and spend a half,
          And write down what you see,
        For what is left of yesterday
          Is all you’ll have of me.

        The old tide goes, the new tide comes,
          The gate swings to and fro;
        And some of it I’ll tell, my dear,
          And some you’ll never know.

    When he had sung it they were silent, and then they all cried out at
    once, “Again! Again!”, and beat upon the table with their spoons, so
    that the geese jumped upon the plates. He sang it again. He sang it,
    by the schoolmaster’s count, six times (by the butcher’s, seven).

    CHAPTER 8

    Doctor Roth stayed in Saltmere for the winter. The machine was carried
    out along the mole, wheel by wheel, in baskets, on a day without wind;
    and it stood in the middle room, between the barometer and the stove.
    In the evening he would turn the crank and read out the law; Ada would
    read out the glass and the vane; and Peter, with the forty-second
    notebook on his knees, would set his gates, add, and say the number.

    He was still wrong, of course. He was wrong by 3 on the 4th of
    December, by 2 on the 11th, and by 9 on Christmas Eve, when the river
    froze and everything that they had learned about rain turned out to be
    untrue of ice. “That is a new thing,” he said, looking at the gauge
    with something like respect. “There is no weight for that.”

    “Then make one,” said Ada.

    “How large?”

    “Begin with nothing, and let it teach you.”

    In the spring a letter came from the Institute. It was four pages
    long, and it asked Doctor Roth, with many compliments, (a) when he was
    coming back; (b) what had become of the machine; (c) whether it was
    true, as a newspaper reported, that he was taking lessons from a
    child; and (d) if so, in what.

    He read it aloud at breakfast. “What shall I answer?” he asked.

    “Write down what is so,” said Peter, with his mouth full, “and leave a
    space.”

    And the doctor took a sheet of paper, and dated it; and wrote, beneath
    the date, in his large and sloping hand:

    “Gentlemen: In reply to yours of the 14th. (a) I do not know. (b) It
    is well, and has been improved. (c) Yes. (d) In forgetting. It appears
    that I had been doing it wrongly all my life: I forgot everything at
    once, each night, when I put out the lamp, and began each morning with
    the law, as if there had never been a yesterday. There is another way.
    One may forget a little at a time, and choose what; one may take in
    the new without throwing out the old; and one may know a thing for a
    long while before one has to say it. I do not think that this is true
    of water only. I remain, Gentlemen, with the greatest respect, your
    obedient servant, E. Roth.”

    He left a space below it. Then he folded the letter, and put on his
    grey coat with the many buttons, and carried it up to the post
    himself; and as he came along the mole in the sun, with the water on
    either side of him as smooth as a plate, he saw the boy far out at the
    end of it, upon the lowest of the fifty-two steps, bending down over
    the gauge with his nose almost in the sea.

    “Well?” called the doctor. “What does it say?”

    Peter stood up. He shaded his eyes with his hand.

    “Three eighty!” he shouted. “Just as in the table! It is exactly the
    same!”

    “And is that good?”

    The boy thought about it for as long as it takes a wave to come in and
    go out again.

    “I don’t know yet,” he called back. “Ask me tomorrow!”

    NOTES FOUND IN THE FORTY-SECOND NOTEBOOK

    1. A list of what I do not know:
       (a) why the third wave is larger (is it? count them);
       (b) why the gulls know before the glass does;
       (c) what the machine does when nobody turns it;
       (d) where the old water goes.

    2. Prices. Rope, per fathom: 4 pence. Lamp oil, per gallon: 2
    shillings and 6 pence. A goose: 5 shillings (too much). Paper, ruled,
    100 leaves: 1 shilling and 3 pence. Total for the month: 17 shillings
    and 11 pence; for the year, if every month were the same (it will not
    be): 10 pounds and 15 shillings.

    3. Harker says, “A man who trusts the table drowns dry.” I asked him
    what it meant. He said, “Nothing. But it sounds well.”

    4. Things that keep: salt, iron, a grudge (A. V. says), numbers,
    songs. Things that do not keep: milk, ice, the east wind, what one was
    going to say. Things that keep if you let them: everything else.

    5. The doctor asks: if each gate is set by what was remembered, and
    what is remembered is set by the gates, which of them was first? I
    said, the zero. On the first day there is nothing to remember, so that
    all the sums are only weights and weather. He said, “And after that?”
    After that it goes round. He wrote this down; then he crossed it out;
    then he wrote it down again.

    6. Measured today, at the steps: 3.80, 3.81, 3.79, 3.80. Mean of four:
    3.80. A. V. says that four is not many. Tomorrow: 40.

    7. Question. When I read the whole notebook from the beginning, I know
    what is coming, and it seems to me that I knew it all the time. But I
    did not. It says here, on the 9th: “Calm, I think.” That was the night
    of the boat in the orchard! So it is well that I wrote it down. (Never
    change an old page. Write a new one.)

    8. The song has got three new verses since Easter. The butcher made
    one of them. It does not scan.

    9. How to read the gauge, for whoever comes after me:
       Go down all the steps but one.
       Wait for three waves to pass, and do not choose them.
       Read the top of the wet, and then the bottom; take the middle.
       Say it aloud. (If it sounds wrong, read it again, but write down both.)
       Look up, once, at the sky.
       Then write: the day, the hour, the number; and leave a space.

    FROM THE SALTMERE GAZETTE

    WRECK OF A LEGEND. We are asked by Mr. J. Harker to state that the
    boat in the parson’s orchard was at no time “wrecked,” as our issue of
    November 10 had it, but “put up for the winter”; that she has since
    gone back to sea, with two new planks (larch) and a coat of paint
    (blue); and that the apples of the tree on the left, which were said
    to taste of herring, have always tasted so.

    A LECTURE. On Friday last, at 7 in the evening, Doctor Emil Roth
    addressed the Society for Useful Knowledge in the long room of the
    Anchor. There were 61 persons present, and 1 cat. The subject was
    “Remembering and Forgetting, Considered as Work.” The doctor began by
    asking his hearers what they had eaten for dinner on that day a week
    ago. Nine could say. He then asked what they had eaten on the day that
    they were married; and there, to general amusement, all of them could
    say but two, who were not married. “You see,” said he, “that it is not
    a question of how long ago. Somebody inside you stood at a gate, and
    let the one go by, and kept the other. I should like to be introduced
    to him.”

    A voice from the back: “He is asleep!” (Laughter.)

    “On the contrary,” said the doctor. “He is the only one in this room
    who never is. If he slept for a moment with the gate open, you would
    remember every face in every street; and if he slept with the gate
    shut, you would not know your own.”

    Mr. Pell, schoolmaster, asked whether such a gatekeeper could not be
    taught. The doctor replied that nothing else could be. “A fact,” said
    he, “you may put into a head as you put a coin into a box. But to
    teach is to change what the head will keep.” He was warmly applauded.
    The proceeds (2 pounds, 4 shillings and 6 pence) go to the repair of
    the weathercock.

    TO THE EDITOR. Sir: I have lived in this town for 71 years and I have
    never once been asked my opinion of the tides. I should like to give
    it. They come too early on Mondays. I am, Sir, etc., A Washerwoman.

    TO THE EDITOR. Sir: Your correspondent of last week is in error. It is
    not the tides that are early; it is the church. I have pointed this
    out on four occasions (May 2, 1861; May 9, 1861; June 30, 1866; and
    yesterday). I am, Sir, etc., The Customs House.

    FOR SALE. One crank, brass, hardly worn; the owner has no further use
    for it. Apply at the house on the mole, between the tides.

    LOST, between the quay and the church, a sum in long division. It came
    to 147 with 3 left over. The finder may keep the 3.

    A CONVERSATION ON THE STEPS

    (It was written down by the schoolmaster, who happened to be fishing
    underneath them, and who swears that every word is as it was said.)

    PETER: If I tell you a number, how long can you keep it?

    THE DOCTOR: What sort of number?

    PETER: Any. 4.12.

    THE DOCTOR: As long as I please. I say it over to myself: 4.12, 4.12,
    4.12. You see? Nothing is lost.

    PETER: And while you say it over, can I tell you another?

    THE DOCTOR: You may try.

    PETER: 3.80.

    THE DOCTOR: Four twelve. Three eighty. Four — (he stopped) — you have
    made me drop one.

    PETER: Which?

    THE DOCTOR: How should I know which? I have dropped it! (A pause.) The
    old one, I think. It was underneath.

    PETER: So one has to have more than one place. If there is a place for
    each, and they do not push, you can keep both. I have thought about
    it. There should be one that counts how far we have come in the line,
    so that one knows when to turn the page. There should be another that
    only knows whether somebody is speaking. It goes up when the speaking
    begins; it stays up, however long he talks; and it comes down when he
    has done. It need not know a single word of what he says.

    THE DOCTOR: That is a stupid sort of place.

    PETER: Yes. But it never makes a mistake.

    (Here the schoolmaster had a bite, and missed some of it.)

    THE DOCTOR: And how would you find out what a place is for, if you had
    not made it yourself?

    PETER: I should watch it. I should read it something with talking in
    it, and see whether it goes up and down.

    THE DOCTOR: That might be chance. There are a great many places; one
    of them is sure to go up and down with something.

    PETER: Then I should shuffle. I should take the same ups and downs,
    and lay them against the wrong page, a thousand times, and see how
    often they fit as well as that.

    THE DOCTOR: And if never?

    PETER: Then I should cover it with my hand.

    THE DOCTOR: With your hand?

    PETER: So that it cannot say anything; and then I should see what goes
    wrong. If the marks are forgotten at the end of the talking, and
    everything else is as good as before, then that is what it was for. If
    nothing goes wrong, it was only looking on.

    The schoolmaster adds: “I have taught for twenty-six years, and I went
    home and thought about it.” He also adds that the fish was a bass, of
    3 pounds (or nearly).

    """#
}
