"""Given names that are common in Norway: common knowledge, written down by hand, and no register.

Left out is what is as often a word (`WORDS_TOO`), and what most often names a place or a firm.
"""

_GIVEN_NAMES = """
abdi abdul abdullah adam adrian agnes agnete agnieszka ahmad ahmed ahmet aina aisha aksel albert
aleksander alexander alexandra alf alfred ali alice alida alma alva amal amalie amanda amina amir
amund anders andrea andreas andré ane anette anita anja anjali ann anna anne anneli annette annika
anniken ante anton arild arna arne arnfinn arnhild arnt aron arve arvid asbjørn asgeir aslak aslaug
asle asma astrid atle aud audun axel ayan aylin ayse bashir beate benedikte benjamin bent bente
bergljot berit bernhard bernt bilal bill birger birgit birgitte birthe bjarne bjørg bjørnar bob
bodil borghild brage brian brit brita britt brynjar bård camilla carina carl carla carolina
caroline casper catharina cathrine cecilie celine charlotte christer christian christin christina
christine christoffer claes claus connie cornelia dagfinn dagny dagrun daniel daniela david didrik
dina ditlev dragan ebba edel edith edvard edvin egil eileen eilif einar eirik eirin eivind elena
eli elias elif elin elina eline elisabeth elise ellen ellinor elsa else elvira emil emilia emilie
emma emmanuel emre endre erik erika erlend erling erna ernst esben eskil espen ester ethel evelyn
evy ewa fabian farah farid fatima fatuma filip finn fredrik fredrikke frida fride fridtjof frode
fuad gaute geir geirr georg gerd gerda gisle gjermund gjertrud greta grete grethe gro gudbrand
gudrun gudveig guldbrand gunhild gunn gunnar gunnhild gunvor gustav guttorm hafsa hamza hana hanna
hannah hanne harald harriet hasan hassan hawa hedda hedvig heidi helen helena helene helga helle
henning henny henriette henrik herman hilde hildegunn hilma hjalmar hjørdis hodan hussein håkon
håvard iben ibrahim ida idar idil idun ifrah imran inga inge ingebjørg ingeborg inger ingrid
ingrunn ingunn ingvald ingvar ingvild iren irene iris isabel isabella isak iselin ismail ivana ivar
iver jacob jakob jakub james janne jannicke jannike jardar jarle jasmin jeanette jelena jenni jenny
jens jesper jim joachim joakim joar jogeir johan johanna johanne johannes john johnny jon jonas
jonathan jorid jorunn josef josefine joseph jostein julia julianne julie jørgen jørn jørund kaia
kaja kamilla karen kari karianne karim karin karina karita karl karoline kasper katarina katarzyna
kathrine katinka katja katrine kenneth kent ketil khadija khadra khalid kim kine kirsten kirsti
kjartan kjell kjersti kjetil klara klaus knut kolbjørn konrad kristen kristian kristin kristina
kristine kristoffer krzysztof kyrre kåre laila lars lasse laura lea leah leif leila lena lene leon
leonard leonora lillian linda linh linn linnea lisa lisbeth lise liss liva lone lotte louise lucas
ludvig lukas mads magdalena magnar magne magnhild magnus mahad mahmoud mahmud maja malene malin
marcel marcus maren margaret margareta margit margrete margrethe mari maria mariam mariann marianne
marie mariell marina marit marita marius marko markus marlene marte martha marthe martin martine
maryam mathea mathias mathilda mathilde matilde mats mehmet merete merethe mette mia michael
michelle mikael mikkel milica milla mille mina minh miriam mirjam mohamed mohammad mohammed mohamud
mona monica monika morten muhammad mustafa nadeem nadia naima najma nasir natalia natalie nathalie
nawal nicolai nicoline niels niklas nikolai nikoline nils nina njål noor nora oda oddbjørg oddbjørn
oddgeir oddleif oddmund oddny oddvar odin olaf olai olaug olav olava ole olga oliver olivia olve
omar oskar osman ottar ottilie ottis otto paal patrick patrik paul paula paulina pauline pawel
peder pernille peter petra petter philip piotr preben priya pål ragna ragnar ragnhild ragnvald
rahma rajesh randi randulf rashid raymond rebecca rebekka regine reidar reidun remi rigmor rikard
rikke rita roald robert robin roger rolf rolv ronja ronny ruben runar ruth sabina sadia sahra said
saima salma samira samuel sander sandra sanjay sanna sarah selma serina shazia sigbjørn sigmund
signe signy sigrid sigrun sigurd sigve silje simen simon sindre siren siri sissel sivert skjalg
snorre sofia sofie solfrid solvei solveig solvår sondre sonja sophie stefan steffen steinar
steinulf stella stian stine sturla sumaya sunniva susanne svein sven svend svenn sverre synne
synnøve synøve søren tanja tarald tarik tarjei tatiana terese terje terjei thea theo theodor
therese thomas thor thorbjørn thorleif thorvald tim tina tiril tjerand tobias tollef tom tomasz
tomine tommy tonje tora torbjørn tord torfinn torgeir torgrim torhild toril torill torkel torleif
torleiv tormod torstein torunn torvald tov trine trond trude trygve trym turi turid tuva ulf ulla
ulrik ulrikke unni ursula usman valborg vebjørn vegar vegard vemund vera veronica veronika veslemøy
vetle vibeke victor victoria vidar vidkunn vigdis vigdís viktor viktoria vilde vilhelm viljar ville
vivian wenche wenke werner wilhelm william yasin yasmin yngvar yngve younes yusuf yvonne zahra
zainab zara zeynep zoran ådne åge ågot åsa åshild åsmund åsne åsulf øistein østen øystein øyvind
"""
_WORDS_TOO = """
alba august bjørn bo dag eva even frank hans helge jan jo kai line liv live may odd ola ove per
peter pia roar rune siv sol stein stig storm tone tor tore vår åse
"""
GIVEN_NAMES = frozenset(_GIVEN_NAMES.split())
WORDS_TOO = frozenset(_WORDS_TOO.split())
"""Given names that a sentence, a place or a list of months may begin with as well: there they tell
no name, and within a sentence they do."""
_SURNAMES = """
abrahamsen amundsen andersen andreassen antonsen arnesen berntsen bjørnsen carlsen christensen
christiansen christoffersen danielsen davidsen edvardsen eliassen ellingsen eriksen evensen
fredriksen gabrielsen gulbrandsen gundersen gunnarsen halvorsen hansen hanssen haraldsen henriksen
hermansen ingebrigtsen isaksen iversen jacobsen jakobsen jensen jenssen jeppesen jespersen
johannesen johannessen johansen johnsen jonassen jørgensen karlsen kjeldsen knudsen knutsen
kristensen kristiansen kristoffersen larsen lauritsen ludvigsen madsen magnussen martinsen
mathiesen mathisen mikalsen mikkelsen monsen mortensen nielsen nilsen nilssen olaussen olsen
paulsen pedersen petersen pettersen rasmussen reinertsen rolfsen simonsen sivertsen svendsen
sørensen thomassen thorsen tobiassen torgersen wilhelmsen
"""
SURNAMES = frozenset(_SURNAMES.split())
"""Common surnames that are nothing else, so that they tell a name whatever stands before them."""
