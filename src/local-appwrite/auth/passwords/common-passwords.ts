/**
 * The best known of the passwords that everybody tries first. Appwrite looks into a list of 10,000;
 * this one is enough to see what happens when somebody chooses one of them. As there, case counts.
 */
const commonPasswords = new Set(
	`
	00000000 000000000 0000000000 01234567 0123456789 0987654321 10203040 11111111 111111111 1111111111
	11112222 11223344 1122334455 12121212 12131415 123123123 12312312 123321123 12341234 1234512345
	12345678 123456789 1234567890 12344321 123456123 123456654321 12345678910 123456a123 123456abc
	1234abcd 1234qwer 12qwaszx 13131313 147258369 159753456 19841984 19871987 1q2w3e4r 1q2w3e4r5t
	1qaz2wsx 1qazxsw2 20202020 21212121 22222222 222222222 2wsx3edc 31415926 33333333 3rjs1la7qe
	44444444 456456456 55555555 555555555 66666666 666666666 741852963 77777777 777777777 7654321a
	789456123 87654321 88888888 888888888 963852741 987654321 9876543210 99999999 999999999
	Abcd1234 Admin123 Football1 Football Iloveyou Iloveyou1 Letmein1 Monkey123 Password Password1
	Password12 Password123 Princess1 Qwerty123 Sunshine1 Superman1 Test1234 Welcome1 Welcome123
	a1234567 a12345678 a123456789 a1b2c3d4 aa123456 aaaaaaaa aabbccdd abc12345 abc123456 abcd1234
	abcdefgh abcdefg1 access14 admin123 admin1234 administrator alexander alexandra america1 andromeda
	angel123 angelina anthony1 antonio1 arsenal1 asdasdasd asdf1234 asdfasdf asdfghjk asdfghjkl
	asdfjkl; babygirl babygirl1 baseball baseball1 basketball batman123 beautiful blink182 bluebird
	brittany broncos1 brooklyn buster12 butterfly caroline cellphone changeme champion
	charlie1 charlotte cheese123 chelsea1 chicken1 chocolate christian christine christopher cocacola
	computer computer1 consumer corvette courtney cowboys1 creative danielle danielle1 database
	december diamond1 dolphin1 dolphins dragon12 dragon123 einstein elephant elizabeth explorer
	february fireball firebird flower123 football football1 formula1 franklin freedom1 friendly friends1
	garfield gfhjkm123 godzilla goldfish graphics greenday guitar123 hahahaha hallo123
	hello123 hello1234 helloworld hercules hollywood hunter12 iloveyou iloveyou1 iloveyou2 independent
	internet isabella jackson1 januaryl jasmine1 jennifer jennifer1 jessica1 jonathan jordan23 jordan123
	justin123 katherine kimberly knight12 lakers24 lasvegas leonardo letmein1 letmein123 letmein12
	liverpool liverpool1 login123 london12 love1234 lovelove loveyou1 macintosh madison1 marlboro
	master12 master123 matthew1 maverick mercedes metallica michael1 michelle michelle1 midnight
	minecraft monkey12 monkey123 monkey1234 mountain mustang1 napoleon nicholas nicole12 nintendo
	november p@ssw0rd p@ssword pa55word pa55w0rd pakistan paradise passw0rd passw0rd1 password
	password! password01 password1 password11 password12 password123 password1234 password2 password3
	patricia peanut12 personal phoenix1 pokemon1 porsche911 precious princess princess1 princesa
	property q1w2e3r4 q1w2e3r4t5 qazwsx123 qazwsxedc qwaszx12 qwer1234 qwert123 qwerty12 qwerty123
	qwerty1234 qwerty12345 qwertyui qwertyuiop qwertyuiop1 rainbow1 rangers1 realmadrid rebecca1 robert12
	rockstar rush2112 samantha samsung1 samsung123 scorpion sebastian secret12 secret123 september
	shadow12 shadow123 shannon1 slipknot snickers snowball soccer12 softball something spiderman
	starwars starwars1 stephanie steelers strawberry summer12 sunflower sunshine sunshine1 superman
	superman1 superstar sweetheart swordfish tennis12 test1234 testtest thailand thomas12 thunder1
	tinkerbell tottenham trustno1 trustno1! trustnoone undertaker universe valentin vanessa1 vfhbyf123
	victoria vincent1 virginia volleyball warcraft welcome1 welcome12 welcome123 westside whatever
	whatever1 whiskers wildcats william1 winner12 winston1 wolverine wonderful xxxxxxxx yankees1
	zaq12wsx zaq1zaq1 zxcvbnm1 zxcvbnm123 zxcvbnm, zxcvbnmz
	`
		.trim()
		.split(/\s+/)
);

export function isCommonPassword(password: string): boolean {
	return commonPasswords.has(password);
}
