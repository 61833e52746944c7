export default definePageConfig({ navigationBarTitleText: '复查复核' })
