#include "text/language.h"

#include <gtest/gtest.h>

#include <string>

#include "text/fold.h"

namespace caveat::text {
namespace {

std::string Language(const std::string& s) {
  Words words;
  Fold(s, &words);
  return DetectLanguage(s, words);
}

TEST(DetectLanguage, Single) {
  EXPECT_EQ(Language("You may use the model for any purpose, and share it with others."), "en");
  EXPECT_EQ(Language("您可以将模型用于任何目的,并与他人分享。"), "zh");
  EXPECT_EQ(Language("このモデルはどのような目的にも使用できます。"), "ja");
  EXPECT_EQ(Language("이 모델은 어떤 목적으로도 사용할 수 있습니다."), "ko");
  EXPECT_EQ(Language("Vous pouvez utiliser le modèle pour tous les usages et dans une entreprise."), "fr");
  EXPECT_EQ(Language("El usuario y los titulares del modelo aceptan las condiciones."), "es");
  EXPECT_EQ(Language("Você não pode usar o modelo em uma empresa dos outros."), "pt");
  EXPECT_EQ(Language("Sie dürfen das Modell nicht für die Überwachung von Personen verwenden."), "de");
  EXPECT_EQ(Language("Anda tidak boleh menggunakan model ini untuk tujuan yang melanggar hukum."), "id");
  EXPECT_EQ(Language("Non è permesso usare il modello per gli scopi che sono vietati dalla legge."), "it");
  EXPECT_EQ(Language("Вы можете использовать модель для любых целей."), "ru");
}

TEST(DetectLanguage, NoneAndSeveral) {
  EXPECT_EQ(Language(""), "und");
  EXPECT_EQ(Language("12 34 $ %"), "und");
  std::string both;
  for (int i = 0; i < 12; ++i) {
    both += "You may not use the model to harm any of the people.\n";
    both += "您不得使用本模型伤害任何人或者从事违法活动。\n";
  }
  EXPECT_EQ(Language(both), "mul");
}

TEST(DetectLanguage, NamesInAnotherScriptDecideNothing) {
  EXPECT_EQ(Language("本协议适用于 Example-7B 模型及其 API 服务,许可方为 Example Labs Inc,用户应当遵守。"), "zh");
}

}  // namespace
}  // namespace caveat::text
