import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import en from "./en.json";

// A language is one file beside en.json and one line here. Missing texts fall back to English.
void i18next.use(initReactI18next).init({
  resources: { en: { translation: en } },
  lng: navigator.language,
  fallbackLng: "en",
  interpolation: { escapeValue: false },
});
