import type { Lexicon } from './lexicon.ts'

export const en: Lexicon = {
  warm: `thanks, thank you, thank u, thankful, thx, ty, cheers, grateful, appreciate*, appreciative, good, nice, nicest, nicely, lovely, loved, love, loves,
    loving, great, cool, fun, enjoy*, happy, happier, glad, pleased, pleasant, pleasure, delight*, helpful, helped a lot, friendly, kindest, so kind,
    very kind, how kind, kindness, patient with, polite, welcoming, thoughtful, tasty, yummy, yum, fresh as, cosy, cozy, charming, cute, beautiful*,
    pretty good, not bad, not bad at all, not too bad, smooth, comfy, comfortable, on time to the, spotless, impressive, impressed, recommend,
    recommended, bravo, congrats, congratulations, well done, nice one, good job, great job, kudos, props to, shoutout, shout out, hats off, hat off,
    respect to, proud, thumbs up, favourite, favorite, thrilled, excited, well worth, worth it, getting better, better every, more of this, made my day,
    made my week, made our day, made her day, made our, bless you, bless him, bless her, bless them, so good, that good, hero, heroes, saved me, saved
    my, saved us, lifesaver, life saver, rocks, you rock, addictive, gem, hidden gem, star, absolute star, legend, legends, wow, woohoo, yay, hooray,
    works like a charm, works perfectly, like a dream, wholesome, deserves a raise, top notch, spot on, five stars, 5 stars, 10 10, ten out of ten, a
    joy, joyful, heartwarming, gorgeous*, magical, magic, memorable, will be back, we'll be back, come back soon, can't wait, cannot wait`,
  warmest: `amazing*, awesome, excellent*, fantastic*, wonderful*, brilliant*, superb*, outstanding, perfect, perfection, perfectly, incredible, incredibly
    good, delicious*, divine, heavenly, best ever, the best, best, adore*, in love with, love this, love it, love your, love you, absolutely love, so
    much fun, blown away, tears in my eyes, moved to tears, thank you so much, thanks so much, thank you all, many thanks, huge thanks, big thanks, a
    thousand thanks, over the moon, flawless, exceptional, stunning, never been happier`,
  polite: `thanks, thank you, thank u, thx, ty, cheers, many thanks, thanks so much, thank you so much, grateful, appreciate*, kindest, great, good, nice`,
  cross: `bad, badly, poor, poorly, sad, sadly, annoy*, angry, upset, unhappy, frustrat*, disappoint*, dissatisf*, displeased, fed up, tired of, sick of, sick
    and tired, irritat*, rude, rudely, unhelpful, unfriendly, unprofessional, unacceptable, unfair, unreliable, unusable, useless, pointless,
    incompetent*, dirty, filthy, stale, mould*, moldy, soggy, tasteless, bland, overpriced, rip off, ripoff, scam*, shame, shameful, ashamed, joke,
    laughable, clueless, careless, lazy, sloppy, greedy, chaos, chaotic, mess, nightmare, waste of, wasted, wasting, ruined, ruins, hate, hated, hates,
    dislike*, not impressed, unimpressed, underwhelming, let down, lied, lies, liar*, lying to, ignored, ignoring, ignore, shrugged, no one cares,
    nobody cares, don't care, couldn't care, sort it out, do better, get your act together, had enough, enough is enough, i'm done, so done, am done,
    wtf, ffs, ugh, argh, smh, meh, grr*, sucks, suck, sucked, crap, crappy, rubbish, garbage, trash, damn, bloody, ridiculous*, absurd, insane,
    infuriat*, buggy, worse, never again, not good enough, avoid, steer clear, uninstalled, uninstalling, unsubscribed, boycott, i want my money, want
    my money, clunky, insulting, insulted`,
  crossest: `terrible, terribly, horrible, horribly, awful, awfully, worst, disgust*, appalling*, atrocious, abysmal, dreadful, pathetic, disgrace*, outrag*,
    furious, livid, shambles, shambolic, hell, fraud*, thieves, criminal, absolute joke, total joke, what a joke, utter joke, complete waste, total
    waste, hate this, hate it`,
  trouble: `cancel*, delay*, late, again, broken, broke, crash*, bug, bugs, error*, fail*, failed, stuck, stranded, missing, lost, wrong, down, outage, queue,
    waiting, still waiting, waited, wait, on hold, hung up, no answer, no reply, no response, never answered, never replied, no announcement*, cold,
    upside down, empty, closed, refund, charged twice, double charged, overcharged, every time, every single time, third time, second time, for months,
    for weeks, two hours, three hours, an hour, minutes on, bricked, freezes, slow, slowly, out of order, doesn't work, does not work, not working,
    won't load, won't open, can't log in, cannot log in, never turned up, never arrived, didn't arrive, no idea, mistake, problem*, issue, issues, still
    no, days late, a day late, sluggish, complain*`,
  solved: `fixed, solved, sorted, resolved, works again, working again, back up, found it, found my, found our, refunded, got my money back, apologised,
    apologized, made it right, answered within, replied within, on time, no delay*, hotfix`,
  sneer: `brilliant*, great, wonderful*, lovely, nice, love, thanks, thank you, cheers, well done, bravo, congrats, congratulations, good job, great job, nice
    one, fantastic*, perfect, amazing*, awesome, cool, excellent*, classy, superb*, impressive, fun, genius`,
  ironic: `thanks for nothing, thank you for nothing, as usual, just great, just what i needed, exactly what i needed, how nice of you not, great job breaking,
    way to go, slow clap, love paying, love waiting, love being, love it when, cool cool cool, who needs, could be worse i suppose, what a surprise,
    surprise surprise, no surprise there, yeah right, nice try, good luck getting, good luck with that, world class, so much for`,
  neutral: `thanks in advance, thank you in advance, good morning, good afternoon, good evening, good night, good friday, good day, happy hour, happy to, best
    regards, kind regards, kind of, no question, no doubt, best before, best way, best time, nice to have, would love to, i'd love to, love to know,
    would like, looks like, good news, bad news, good idea, bad luck, well known, free of, no problem, no worries, lost and found, lost property, worst
    case, bad weather, served cold, sad to, poor quality of, great britain, great aunt, grand, cool down, cool completely, cool place, fun fact, best of
    luck, hate to, hate to ask, sorry to bother, best wishes, joke aside, wait for, wait until, can't wait, cannot wait, waited for us, waited for me,
    late night, late show, not too late, last but not least, down from, down to, upside, slow down, slowly rise, cold brew, cold when cut, better late,
    queue for, price list, price rise, no more than, star wars, take it back, i take it back, would ever, love letters, dead sea, closed on, late
    opening`,
  negation: `not, no, never, don't, doesn't, didn't, isn't, wasn't, aren't, weren't, won't, wouldn't, can't, cannot, couldn't, shouldn't, haven't, hasn't,
    hardly, barely, nothing, without, nor, neither, dont, doesnt, didnt, isnt, cant, wont, nobody, no one, noone`,
  intensifier: `very, really, so, such, absolutely, totally, completely, utterly, extremely, incredibly, super, truly, honestly, most, too, proper, properly,
    genuinely, always, ever`,
  contrast: `but, however, though, although, yet, except, sadly, unfortunately`,
  selling: `off, use code, promo, discount, sale, giveaway, win, winner, prize, followers, dm us, dm me, link in bio, link in our bio, click, sign up,
    subscribe, earn, free shipping, limited, offer, deal, deals, checkout, buy now, order now, book now, from home, per week, join our team, preorder`,
}
