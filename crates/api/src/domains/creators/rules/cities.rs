//! Cities as they are written: somebody who types `asuncion` lives in `Asunción`, and everybody reads it so.
//!
//! The catalogue holds the larger cities of Paraguay and some of its neighbours; a city that is not in it stays as it was typed.

use super::found::city_key;

/// Some cities, in the order of the alphabet. No two are compared alike.
const CITIES: &[&str] = &[
    "Areguá",
    "Asunción",
    "Ayolas",
    "Bella Vista",
    "Benjamín Aceval",
    "Bogotá",
    "Buenos Aires",
    "Caacupé",
    "Caaguazú",
    "Caazapá",
    "Cambyretá",
    "Capiatá",
    "Carapeguá",
    "Ciudad de México",
    "Ciudad del Este",
    "Clorinda",
    "Concepción",
    "Coronel Bogado",
    "Coronel Oviedo",
    "Corrientes",
    "Curitiba",
    "Curuguaty",
    "Córdoba",
    "Encarnación",
    "Eusebio Ayala",
    "Fernando de la Mora",
    "Filadelfia",
    "Florianópolis",
    "Formosa",
    "Foz do Iguaçu",
    "Guarambaré",
    "Hernandarias",
    "Hohenau",
    "Horqueta",
    "Itauguá",
    "Itá",
    "J. Augusto Saldívar",
    "Juan León Mallorquín",
    "La Paz",
    "Lambaré",
    "Lima",
    "Limpio",
    "Loma Plata",
    "Luque",
    "Madrid",
    "Mariano Roque Alonso",
    "Mariscal Estigarribia",
    "Minga Guazú",
    "Montevideo",
    "Neuland",
    "Paraguarí",
    "Pedro Juan Caballero",
    "Pilar",
    "Piribebuy",
    "Posadas",
    "Presidente Franco",
    "Quiindy",
    "Quito",
    "Resistencia",
    "Rosario",
    "Salto del Guairá",
    "San Antonio",
    "San Bernardino",
    "San Estanislao",
    "San Ignacio",
    "San Juan Bautista",
    "San Lorenzo",
    "San Pedro de Ycuamandiyú",
    "Santa Cruz de la Sierra",
    "Santa Rita",
    "Santa Rosa del Aguaray",
    "Santiago",
    "São Paulo",
    "Tobatí",
    "Villa Elisa",
    "Villa Hayes",
    "Villarrica",
    "Yaguarón",
    "Ybycuí",
    "Ypacaraí",
    "Ypané",
];

/// A city as it is written, whatever its capitals and accents were; one that is not known as it was typed, without space
/// around it.
pub fn city_name(typed: &str) -> String {
    let key = city_key(typed);
    let known = CITIES.iter().find(|city| city_key(city) == key);
    known.map_or_else(|| typed.trim().to_owned(), |city| (*city).to_owned())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{CITIES, city_key, city_name};

    #[test]
    fn a_known_city_is_written_as_it_is_and_another_as_it_was_typed() {
        for typed in ["asuncion", "ASUNCIÓN", "  Asunciòn "] {
            assert_eq!(city_name(typed), "Asunción");
        }
        assert_eq!(city_name("ciudad  del este"), "Ciudad del Este");
        assert_eq!(city_name("san pedro de ycuamandiyu"), "San Pedro de Ycuamandiyú");
        assert_eq!(city_name(" nueva Colombia "), "nueva Colombia");
        assert_eq!(city_name("  "), "");
    }

    #[test]
    fn no_two_cities_are_compared_alike() {
        let keys: HashSet<_> = CITIES.iter().map(|city| city_key(city)).collect();
        assert_eq!(keys.len(), CITIES.len());
        assert!(keys.iter().all(|key| !key.is_empty()));
    }
}
