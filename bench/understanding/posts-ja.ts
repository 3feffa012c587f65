import { readPosts } from './post.ts'

/** Japanese: what a bakery, a railway, a museum and a maker of software hear. Fewer, for languages and questions. */
export const posts = readPosts(
  'ja',
  String.raw`
001 ask plain 日曜日もライ麦パンは焼いていますか？
002 say warm 今朝のクロワッサン、サクサクで最高でした！ごちそうさまです。
003 say cross また遅延。アナウンスもなしで30分待たされました。
004 ask plain 博物館の年間パスって当日でも買えますか
005 say plain 西館は工事のため五月末まで閉館しております。
006 ask plain 予約の変更はどこからできるのでしょうか。
007 say cross アップデートしたら起動しなくなった。ひどすぎる。
008 say plain 夜勤のパン職人を募集しています。経験不問。
009 say warm 忘れ物を届けてくださった駅員さん、本当にありがとうございました。
010 ask plain これ、犬を連れて入っても大丈夫かな
011 say plain 明日の最終列車は二十三時四十分発です。
012 say cross 電話が一時間つながらない。もう解約します。
013 ask plain アレルギー表示の一覧があれば教えてください。
014 say plain 祖母は梅干しと一緒にパンを焼いていた。
015 say warm 展示の解説が丁寧で、子どもも大喜びでした😊
016 ask plain 終電って何時でしたっけ
017 say plain フォロー＆リポストで豪華賞品が当たるキャンペーン実施中！
018 ask plain 新しいバージョンはいつ公開されますか。
019 say cross こんな値段で、この量？二度と行かない。
020 say plain 彼は「本当なの？」と言って笑った。
021 ask plain ベビーカーで入れる入口はありますでしょうか
022 say warm 蒸気機関車の復元、感動して泣きました。
023 say plain 月曜日から新しいダイヤになります。
024 ask plain どなたか使い方をご存じの方いませんか
025 say cross ケーキの名前が間違っていたのに謝りもしない。
026 say plain 小麦粉五百グラムに塩ひとつまみ。
027 ask plain 土曜のワークショップ、まだ空きがあるか知りたいです。
028 say warm 対応が早くて助かりました。さすがです！
029 say plain 物価は五月に二パーセント上がった。
030 ask plain あんパンは何時ごろ焼き上がりますか
031 say cross 二部屋だけで千五百円は高すぎる。がっかり。
032 say plain 九時に売店の前で集合、飲み物は各自で。
033 ask plain 祝日も開いてるよね？
034 say warm 店員さんの笑顔に元気をもらいました。また来ます。
035 say plain なぜ皮がパリパリ鳴るのか、という記事を読んだ。
036 ask plain 検索が動かないのは私だけでしょうか
037 say cross 何度問い合わせても同じ定型文が返ってくるだけ。
038 say plain いつか機関車の運転台に乗ってみたい。
039 ask plain 限定の詰め合わせは通販もやってますか
040 say warm 夜の美術館、幻想的で素敵でした。
041 say warm こんなに優しい店員さんがいるなんて、最高じゃない？
042 say plain 副業に興味ありませんか？詳しくはプロフのリンクから。
043 say cross ふざけてるの？三回も予約が消えるなんて。
044 ask plain 冷凍しても味は変わりませんか？
045 ask plain 団体割引は何名からですか？
046 ask plain 次の入荷はいつ頃になりそう？
`,
)
